import type pg from "pg";
import { pool } from "@/lib/db/pool";

/** A verification asked for this scope of this key (a uuid) at that moment, in milliseconds. */
export type AskedScope = { keyId: string; scope: string; at: number };

/** When a scope of a key was first and last asked for, in milliseconds, to the minute. */
export type ScopeUse = { scope: string; firstAt: number; lastAt: number };

// Only what the key holds: a caller may ask for anything. To the minute, since a key in use would be written every second
// otherwise; filtered before the insert, which would lock the rows it leaves alone. Sorted, so that two writers that share
// keys never wait for each other.
const LATER_USES = `
  INSERT INTO key_scope_uses AS known (key_id, scope, first_at, last_at)
  SELECT r.key_id, r.scope, r.first_at, r.last_at
  FROM (
    SELECT key_id, scope, min(at) AS first_at, max(at) AS last_at
    FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS asked (key_id, scope, at) GROUP BY 1, 2
  ) AS r
  JOIN keys k ON k.id = r.key_id AND r.scope = ANY (k.scopes)
  LEFT JOIN key_scope_uses u ON u.key_id = r.key_id AND u.scope = r.scope
  WHERE u.key_id IS NULL OR r.last_at >= u.last_at + interval '1 minute' OR r.first_at < u.first_at
  ORDER BY r.key_id, r.scope
  ON CONFLICT (key_id, scope) DO UPDATE
    SET first_at = least(known.first_at, EXCLUDED.first_at), last_at = greatest(known.last_at, EXCLUDED.last_at)`;

/**
 * Remembers what was asked for, in one statement of the roll-up's transaction; what a key does not hold is left out. The same
 * uses again, in any order, change nothing.
 */
export async function addScopeUses(client: pg.ClientBase, uses: readonly AskedScope[]): Promise<void> {
  if (uses.length === 0) return;
  await client.query(LATER_USES, [
    uses.map(({ keyId }) => keyId),
    uses.map(({ scope }) => scope),
    uses.map(({ at }) => new Date(at).toISOString()),
  ]);
}

const USES = `
  SELECT u.key_id, u.scope, extract(epoch FROM u.first_at)::float8 * 1000 AS first_at,
         extract(epoch FROM u.last_at)::float8 * 1000 AS last_at
  FROM key_scope_uses u JOIN keys k ON k.id = u.key_id WHERE k.team_id = $1`;

/**
 * What was asked for of these keys of a team, or of all its keys. A key that is not in the answer was never asked for a scope.
 * @param keyIds uuids
 */
export async function scopeLastUses(teamId: string, keyIds?: readonly string[]): Promise<Map<string, ScopeUse[]>> {
  const { rows } = await pool().query<{ key_id: string; scope: string; first_at: number; last_at: number }>(
    keyIds === undefined ? USES : `${USES} AND k.id = ANY($2::uuid[])`,
    keyIds === undefined ? [teamId] : [teamId, keyIds],
  );
  const byKey = new Map<string, ScopeUse[]>();
  for (const { key_id, scope, first_at, last_at } of rows) {
    const uses = byKey.get(key_id) ?? [];
    uses.push({ scope, firstAt: Math.round(first_at), lastAt: Math.round(last_at) });
    byKey.set(key_id, uses);
  }
  return byKey;
}
