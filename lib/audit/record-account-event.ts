import type { Actor } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/db/prisma";
import { type AuditAction, recordEvent } from "./record-event";

type AccountAction = Extract<AuditAction, `account.${string}`>;
type By = Pick<Actor, "ip" | "userAgent" | "requestId">;
type Facts = Record<string, string | number | null>;

/**
 * An account belongs to no team, and its trail to every team it can act in: one event in each, inside the change's own transaction.
 * Teams are taken in the order of their ids, since writers of a team's trail may wait for each other.
 * @param from null: the operator's command line did it, which the trail calls the system
 */
export async function recordAccountEvent(
  tx: Transaction,
  person: { userId: string; name: string },
  from: By | null,
  action: AccountAction,
  facts: { before?: Facts; after?: Facts } = {},
): Promise<void> {
  const memberships = await tx.membership.findMany({
    where: { userId: person.userId },
    orderBy: { teamId: "asc" },
    select: { teamId: true },
  });
  const { ip = null, userAgent = null, requestId = "" } = from ?? {};
  const actor = from && { kind: "user" as const, id: person.userId, name: person.name, ip, userAgent, requestId };
  for (const { teamId } of memberships)
    await recordEvent(tx, teamId, actor, { action, target: { kind: "member", id: person.userId }, ...facts });
}
