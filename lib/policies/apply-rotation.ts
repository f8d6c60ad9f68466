import { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";
import { ROTATION_NOTICE_DAYS } from "./rotation";

// Hours, since days of an interval are as long as those of the session's time zone.
const hours = (days: Prisma.Sql): Prisma.Sql => Prisma.sql`make_interval(hours => 24 * ${days})`;
const NOTICE = Prisma.sql`make_interval(hours => ${Prisma.raw(String(24 * ROTATION_NOTICE_DAYS))})`;
const RULES = Prisma.sql`(VALUES (d.rotate_every_days, d.overdue_rotation, d.rotation_since),
                                 (t.rotate_every_days, t.overdue_rotation, t.rotation_since))`;

/** Of a transaction that changes a policy, in milliseconds: a deployment of many keys takes longer than others may. */
export const POLICY_TIMEOUT_MS = 60_000;

/**
 * lib/policies/rotation.ts for all keys of a team, or (null) of every team, after a policy has changed in this transaction: one
 * statement, which writes only what differs, since each row it writes raises the key's version and is told to the gateways.
 * The caller holds the changed policy's lock, for which whoever makes secrets waits (lib/policies/hold-policy.ts).
 * @returns how many keys it changed
 */
export const applyRotation = (tx: Transaction, teamId: string | null): Promise<number> =>
  tx.$executeRaw`
    UPDATE keys k SET rotate_by = n.rotate_by, rotation_enforced = n.enforced
    FROM (
      SELECT o.id, r.deadline IS NOT NULL AS enforced,
             CASE WHEN r.deadline IS NULL THEN r.due
                  WHEN o.rotation_enforced AND o.rotate_by >= r.due THEN least(o.rotate_by, r.deadline)
                  ELSE r.deadline END AS rotate_by
      FROM keys o
      JOIN secrets s ON s.key_id = o.id AND s.ends_at IS NULL
      CROSS JOIN deployment d
      LEFT JOIN team_policies t ON t.team_id = o.team_id
      CROSS JOIN LATERAL (
        SELECT min(s.created_at + ${hours(Prisma.sql`a.every`)}) AS due,
               min(greatest(s.created_at + ${hours(Prisma.sql`a.every`)}, a.since + ${NOTICE}, e.since + ${NOTICE}))
                 FILTER (WHERE e.overdue = 'end') AS deadline
        FROM ${RULES} AS a (every, overdue, since), ${RULES} AS e (every, overdue, since)
        WHERE a.every IS NOT NULL
      ) r
      WHERE o.revoked_at IS NULL AND ${teamId === null ? Prisma.sql`true` : Prisma.sql`o.team_id = ${teamId}::uuid`}
    ) n
    WHERE n.id = k.id AND (k.rotate_by, k.rotation_enforced) IS DISTINCT FROM (n.rotate_by, n.enforced)`;
