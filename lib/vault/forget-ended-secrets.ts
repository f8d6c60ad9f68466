import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";

/** An expired key may be given a later expiry, or an overdue one be rotated, by whoever forgot to; after this long nobody does. */
const AFTER_EXPIRY_MS = 30 * 86_400_000;

const PAGE = `
  WITH page AS (SELECT public_id FROM sealed_secrets WHERE public_id > $1::char(12) ORDER BY public_id LIMIT 5000),
  gone AS (
    DELETE FROM sealed_secrets e USING page p JOIN secrets s ON s.public_id = p.public_id JOIN keys k ON k.id = s.key_id
    WHERE e.public_id = p.public_id AND (k.revoked_at IS NOT NULL OR s.ends_at <= $2 OR least(k.expires_at, CASE WHEN k.rotation_enforced THEN k.rotate_by END) <= $3)
    RETURNING e.public_id
  )
  SELECT (SELECT max(public_id) FROM page) AS last, (SELECT count(*) FROM gone)::int AS gone`;

/**
 * Forgets the sealed form of every secret that no gateway accepts any more: what ended by time, and what was ended past the
 * product. In pages, so that no statement holds much. @returns how many
 */
export async function forgetEndedSecrets(): Promise<number> {
  const now = clock.ms();
  let forgotten = 0;
  for (let after: string | null = ""; after !== null; ) {
    const values: unknown[] = [after, new Date(now), new Date(now - AFTER_EXPIRY_MS)];
    const { rows } = await pool().query<{ last: string | null; gone: number }>(PAGE, values);
    forgotten += rows[0]?.gone ?? 0;
    after = rows[0]?.last ?? null;
  }
  return forgotten;
}
