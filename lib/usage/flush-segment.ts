import type pg from "pg";
import { countryLookup } from "@/lib/geo/country";
import { addUsage } from "./add-usage";
import { pooledTransaction } from "./pooled-transaction";
import { countBatches, readSegment, type Segment } from "./read-segment";
import { readClient } from "./spool-line";

/** `counted` is false when the segment had been counted before; `unreadable` lines are left out. */
export type FlushResult = { counted: boolean; unreadable: number };

const claimed = async (client: pg.ClientBase, statement: string, ids: string[]): Promise<string[]> =>
  (await client.query<{ id: string }>(statement, [ids])).rows.map((row) => row.id);

const CLAIM_SEGMENT =
  "INSERT INTO usage_segments (id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING id::text";
const CLAIM_BATCHES =
  "INSERT INTO usage_batches (id) SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING RETURNING id::text";
// Only secrets that exist: the count stays when a key's team is deleted, its last use goes.
const LATER_USES = `
  INSERT INTO secret_last_uses AS known (public_id, at, ip, country, user_agent)
  SELECT s.public_id, r.at, r.ip, r.country, r.user_agent
  FROM jsonb_to_recordset($1) AS r (public_id char(12), at timestamptz, ip text, country char(2), user_agent text)
  JOIN secrets s ON s.public_id = r.public_id
  ORDER BY s.public_id
  ON CONFLICT (public_id) DO UPDATE
    SET at = EXCLUDED.at, ip = EXCLUDED.ip, country = EXCLUDED.country, user_agent = EXCLUDED.user_agent
    WHERE EXCLUDED.at >= known.at`;

async function addLastUses(client: pg.ClientBase, segment: Segment): Promise<void> {
  if (segment.lastUses.size === 0) return;
  const country = await countryLookup();
  const uses = Array.from(segment.lastUses.values(), ({ secretId, at, client: caller }) => {
    const { ip, userAgent } = readClient(caller);
    return {
      public_id: secretId,
      at: new Date(at).toISOString(),
      ip,
      country: ip === null ? null : country(ip),
      user_agent: userAgent,
    };
  });
  await client.query(LATER_USES, [JSON.stringify(uses)]);
}

async function countSegment(client: pg.ClientBase, id: string, segment: Segment): Promise<boolean> {
  if ((await claimed(client, CLAIM_SEGMENT, [id])).length === 0) return false;
  if (segment.batches.size > 0) {
    await countBatches(segment, await claimed(client, CLAIM_BATCHES, [...segment.batches.keys()]));
  }
  await addUsage(client, "usage_minutes", segment.minutes.values());
  await addLastUses(client, segment);
  return true;
}

/**
 * Counts a spool segment in one transaction, exactly once: its id is claimed first, so a replay, or another process with
 * the same file, changes nothing. The number of statements does not depend on the segment's size.
 * @param id the segment's uuid
 * @throws whatever stopped the transaction; nothing is counted then
 */
export async function flushSegment(id: string, content: Buffer): Promise<FlushResult> {
  const segment = await readSegment(content);
  const counted = await pooledTransaction((client) => countSegment(client, id, segment));
  return { counted, unreadable: segment.unreadable };
}
