import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";

export type AuditEventView = {
  id: string;
  at: string;
  actor: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
};

/** The newest `limit` events about one target, newest first. */
export async function listEvents(
  actor: Actor,
  target: { kind: string; id: string },
  limit = 50,
): Promise<AuditEventView[]> {
  authorise(actor, "audit:read");
  const rows = await prisma().auditEvent.findMany({
    where: { teamId: actor.teamId, targetKind: target.kind, targetId: target.id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map((row) => ({
    id: showId("event", row.id),
    at: row.at.toISOString(),
    actor: row.actorName,
    action: row.action,
    before: row.before as Record<string, unknown> | null,
    after: row.after as Record<string, unknown> | null,
    ip: row.ip,
  }));
}
