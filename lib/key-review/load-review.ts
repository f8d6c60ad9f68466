import { Prisma } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import type { Environment } from "@/lib/keys/environment";
import { isLiving } from "@/lib/keys/status-condition";
import { scopeLastUses } from "@/lib/usage/scope-uses";
import type { ReviewFacts } from "./findings";
import { scopeAdvice } from "./scope-advice";
import { scopeGrants } from "./scope-grants";

/** `id` and `createdById` are uuids. */
export type ReviewedKey = ReviewFacts & { id: string; createdById: string | null };

type Row = {
  id: string;
  created_by_id: string | null;
  creator: string;
  disabled: boolean;
  without_list: boolean;
  ends_at: number | null;
  scopes: string[];
  created_at: number;
  expires_at: number | null;
  secret_created_at: number | null;
  last_used_at: number | null;
  creator_left: boolean;
};

const ms = (column: string) => Prisma.raw(`extract(epoch FROM ${column})::float8 * 1000`);

// Whoever made a key has seen its first secret; of a later one, the trail knows who rotated. A secret made since by somebody
// else is not known to whoever left.
const facts = (teamId: string, environment: Environment, now: Date) => Prisma.sql`
  SELECT k.id, k.created_by_id, k.created_by_name AS creator, k.disabled_at IS NOT NULL AS disabled, k.scopes,
         cardinality(k.allowed_ips) = 0 AS without_list,
         CASE WHEN k.rotation_enforced THEN ${ms("k.rotate_by")} END AS ends_at,
         ${ms("k.created_at")} AS created_at, ${ms("k.expires_at")} AS expires_at,
         ${ms("s.created_at")} AS secret_created_at, ${ms("used.at")} AS last_used_at,
         m.user_id IS NULL AND (s.replaces IS NULL OR EXISTS (
           SELECT 1 FROM audit_events e
           WHERE e.team_id = k.team_id AND e.target_kind = 'key' AND e.target_id = k.id::text AND e.action = 'key.rotate'
             AND e.actor_id = k.created_by_id AND e.after ->> 'secret' = s.public_id
         )) AS creator_left
  FROM keys k
  LEFT JOIN memberships m ON m.team_id = k.team_id AND m.user_id = k.created_by_id
  LEFT JOIN secrets s ON s.key_id = k.id AND s.ends_at IS NULL
  LEFT JOIN (
    SELECT x.key_id, max(u.at) AS at
    FROM keys o JOIN secrets x ON x.key_id = o.id JOIN secret_last_uses u USING (public_id)
    WHERE o.team_id = ${teamId}::uuid GROUP BY x.key_id
  ) used ON used.key_id = k.id
  WHERE k.team_id = ${teamId}::uuid AND k.environment = ${environment}::"Environment"
    AND (${isLiving(now)})`;

/** The facts of every key of the team that is not over, in three queries, however many keys there are. */
export async function loadReview(teamId: string, environment: Environment, now: Date): Promise<ReviewedKey[]> {
  const { text, values } = facts(teamId, environment, now);
  const [{ rows }, uses, grants] = await Promise.all([
    pool().query<Row>(text, values),
    scopeLastUses(teamId),
    scopeGrants(teamId, now.getTime()),
  ]);
  return rows.map((row) => ({
    id: row.id,
    createdById: row.created_by_id,
    status: row.disabled ? "disabled" : "active",
    createdAt: row.created_at,
    creator: row.creator,
    creatorLeft: row.creator_left,
    lastUsedAt: row.last_used_at,
    environment,
    hasAllowList: !row.without_list,
    expiresAt: row.expires_at,
    rotationEndsAt: row.ends_at,
    secretCreatedAt: row.secret_created_at,
    scopes: scopeAdvice(
      {
        granted: row.scopes,
        createdAt: row.created_at,
        grantedLater: grants.get(row.id) ?? new Map(),
        uses: uses.get(row.id) ?? [],
      },
      now.getTime(),
    ),
  }));
}
