import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";

export type AuditAction =
  | "key.create"
  | "key.edit"
  | "key.rotate"
  | "key.revoke"
  | "key.disable"
  | "key.enable"
  | "secret.end"
  | "team.create"
  | "access_token.create";

export type AuditTarget = { kind: "key" | "team" | "access_token"; id: string };
type Facts = Record<string, Prisma.InputJsonValue | null>;

/**
 * Writes one event of the trail inside the mutation's own transaction (contract, lifecycle invariant 7). `before` and
 * `after` hold only what changed, and never a secret or a hash.
 * @param actor null for what the system does by itself
 */
export async function recordEvent(
  tx: Transaction,
  teamId: string,
  actor: Pick<Actor, "kind" | "id" | "name" | "ip" | "userAgent" | "requestId"> | null,
  event: { action: AuditAction; target: AuditTarget; before?: Facts; after?: Facts },
): Promise<void> {
  await tx.auditEvent.create({
    data: {
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
    },
  });
}
