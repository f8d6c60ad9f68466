import { pool } from "@/lib/db/pool";
import { UNUSED_DAYS } from "./scope-advice";

const DAY_MS = 86_400_000;
const LONGEST = Math.max(...UNUSED_DAYS);

// The trail says when a scope was added, and it can be trusted: it is written with the change, and only ever grows.
const GRANTS = `
  SELECT target_id AS key_id, scope, extract(epoch FROM max(at))::float8 * 1000 AS at
  FROM audit_events, jsonb_array_elements_text(after -> 'scopes') AS scope
  WHERE team_id = $1 AND at >= $2 AND target_kind = 'key' AND action = 'key.edit' AND jsonb_typeof(after -> 'scopes') = 'array'
    AND NOT coalesce(before -> 'scopes', '[]') ? scope`;

/**
 * Scopes that keys of the team were given after they had been made: key (uuid) → scope → when, in milliseconds. Looks as far
 * back as an advice does.
 */
export async function scopeGrants(
  teamId: string,
  now: number,
  keyId?: string,
): Promise<Map<string, Map<string, number>>> {
  const { rows } = await pool().query<{ key_id: string; scope: string; at: number }>(
    `${GRANTS} ${keyId === undefined ? "" : "AND target_id = $3"} GROUP BY 1, 2`,
    [teamId, new Date(now - LONGEST * DAY_MS), ...(keyId === undefined ? [] : [keyId])],
  );
  const byKey = new Map<string, Map<string, number>>();
  for (const { key_id, scope, at } of rows) {
    const grants = byKey.get(key_id) ?? new Map<string, number>();
    grants.set(scope, at);
    byKey.set(key_id, grants);
  }
  return byKey;
}
