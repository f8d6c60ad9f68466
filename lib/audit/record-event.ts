import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import { beforeCommit, type Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";

export type AuditAction =
  | "key.create"
  | "key.import"
  | "key.edit"
  | "key.rotate"
  | "key.revoke"
  | "key.disable"
  | "key.enable"
  | "secret.end"
  | "secret.extend"
  | "secret.forget"
  | "secret.leak_reported"
  | "team.create"
  | "key.reveal"
  | "team.rename"
  | "team.transfer"
  | "team.edit_limit"
  | "member.join"
  | "member.change_role"
  | "member.remove"
  | "member.leave"
  | "invitation.create"
  | "invitation.withdraw"
  | "access_token.create"
  | "access_token.revoke"
  | "account.password"
  | "account.email"
  | "account.link"
  | "account.unlink"
  | "account.second_factor_on"
  | "account.second_factor_off"
  | "account.recovery_codes"
  | "product.rename"
  | "product.change_prefix"
  | "logo.replace"
  | "logo.remove"
  | "scope.add"
  | "scope.edit"
  | "scope.retire"
  | "scope.restore"
  | "scope.remove"
  | "limits.edit"
  | "policy.edit"
  | "storage.switch"
  | "sign_up.edit"
  | "leak_response.edit"
  | "service_token.create"
  | "service_token.revoke"
  | "alert.acknowledge"
  | "alert.mute"
  | "alert.unmute"
  | "webhook.create"
  | "webhook.edit"
  | "webhook.remove"
  | "webhook.disable"
  | "webhook.enable"
  | "webhook.rotate_secret"
  | "webhook.test"
  | "webhook.redeliver";

export type AuditTarget = {
  kind:
    | "key"
    | "team"
    | "access_token"
    | "member"
    | "invitation"
    | "deployment"
    | "scope"
    | "service_token"
    | "webhook";
  id: string;
};
/** Who is named as having done it. */
export type By = Pick<Actor, "name" | "ip" | "userAgent" | "requestId"> & {
  kind: Actor["kind"] | "system";
  id: string | null;
};
type Facts = Record<string, Prisma.InputJsonValue | null>;
type NewEvent = Prisma.AuditEventCreateManyInput;

const recorded = new WeakMap<Transaction, NewEvent[]>();

/**
 * Writes one event of the trail inside the mutation's own transaction (contract, lifecycle invariant 7). `before` and
 * `after` hold only what changed, and never a secret or a hash. The row itself goes to the database last of all in the
 * transaction, wherever this is called: from then until the commit all writers of the team's chain wait for this one.
 * @param tx of `inTransaction`
 * @param teamId whose chain: a team's, or DEPLOYMENT_TRAIL
 * @param actor null for what the system does by itself
 */
export async function recordEvent(
  tx: Transaction,
  teamId: string,
  actor: By | null,
  event: { action: AuditAction; target: AuditTarget; before?: Facts; after?: Facts },
): Promise<void> {
  const row: NewEvent = {
    id: newId(),
    teamId,
    at: clock.now(),
    actorKind: actor?.kind ?? "system",
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? "Latchkey",
    action: event.action,
    targetKind: event.target.kind,
    targetId: event.target.id,
    ...(event.before && { before: event.before as Prisma.InputJsonObject }),
    ...(event.after && { after: event.after as Prisma.InputJsonObject }),
    ip: actor?.ip ?? null,
    userAgent: actor?.userAgent ?? null,
    requestId: actor?.requestId ?? null,
  };
  const rows = recorded.get(tx);
  if (rows !== undefined) {
    rows.push(row);
    return;
  }
  const first = [row];
  recorded.set(tx, first);
  beforeCommit(tx, () => append(tx, first));
}

/** Teams in one order in every transaction: two that write to the same teams never wait for each other in a circle. */
function append(tx: Transaction, rows: NewEvent[]): Promise<unknown> {
  recorded.delete(tx);
  const data = rows.toSorted((a, b) => (a.teamId < b.teamId ? -1 : a.teamId > b.teamId ? 1 : 0));
  return tx.auditEvent.createMany({ data });
}
