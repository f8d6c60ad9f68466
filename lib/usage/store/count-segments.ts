import type pg from "pg";
import { countryLookup } from "@/lib/geo/country";
import type { CountryOf } from "../spool/call-tails";
import { readSegment, SegmentCounts } from "../spool/read-segment";
import type { Flushed, Segment } from "../spool/segment";
import { readTold } from "../spool/spool-line";
import { addDetailParts, addMinutes } from "./add-minutes";
import { withPartitions } from "./partitions";
import { pooledTransaction } from "./pooled-transaction";

const claimed = async (client: pg.ClientBase, statement: string, ids: string[]): Promise<string[]> =>
  (await client.query<{ id: string }>(statement, [ids])).rows.map((row) => row.id);

// Sorted, so that two flushes that share ids never wait for each other.
const CLAIM_SEGMENTS =
  "INSERT INTO usage_segments (id) SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING RETURNING id::text";
const CLAIM_BATCHES =
  "INSERT INTO usage_batches (id) SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING RETURNING id::text";
// Only secrets that exist: the count stays when a key's team is deleted, its last use goes.
const LATER_USES = `
  INSERT INTO secret_last_uses AS known (public_id, at, ip, country, user_agent)
  SELECT s.public_id, r.at, r.ip, r.country, r.user_agent
  FROM unnest($1::bpchar[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])
    AS r (public_id, at, ip, country, user_agent)
  JOIN secrets s ON s.public_id = r.public_id
  ORDER BY s.public_id
  ON CONFLICT (public_id) DO UPDATE
    SET at = EXCLUDED.at, ip = EXCLUDED.ip, country = EXCLUDED.country, user_agent = EXCLUDED.user_agent
    WHERE EXCLUDED.at >= known.at`;

const SPECIAL = /["\\]/g;

/** An array as PostgreSQL reads it, cheaper than by the driver, which goes over every element twice. */
const arrayText = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? "NULL" : `"${value.replace(SPECIAL, "\\$&")}"`)).join(",")}}`;

async function addLastUses(client: pg.ClientBase, counts: SegmentCounts, countryOf: CountryOf): Promise<void> {
  const uses = Array.from(counts.lastUses(), ({ secretId, at, tail }) => {
    const { ip, userAgent } = readTold(tail);
    return {
      secretId,
      at: new Date(at).toISOString(),
      ip: ip || null,
      country: ip === "" ? null : countryOf(ip),
      userAgent: userAgent || null,
    };
  });
  if (uses.length === 0) return;
  await client.query(LATER_USES, [
    `{${uses.map(({ secretId }) => secretId).join(",")}}`,
    `{${uses.map(({ at }) => at).join(",")}}`,
    arrayText(uses.map(({ ip }) => ip)),
    arrayText(uses.map((use) => use.country)),
    arrayText(uses.map(({ userAgent }) => userAgent)),
  ]);
}

/** Many calls come from few addresses, and a lookup is most of what an address costs here. */
async function rememberedCountries(): Promise<CountryOf> {
  const country = await countryLookup();
  const known = new Map<string, string | null>();
  return (ip) => {
    let found = known.get(ip);
    if (found === undefined) {
      found = country(ip);
      known.set(ip, found);
    }
    return found;
  };
}

/** Reads the segments that were not counted before, and what is counted of them. */
async function readFresh(
  client: pg.ClientBase,
  segments: readonly Segment[],
  counts: SegmentCounts,
): Promise<Flushed[]> {
  const ids = segments.map(({ id }) => id);
  const fresh = new Set(await claimed(client, CLAIM_SEGMENTS, ids));
  const flushed: Flushed[] = [];
  for (const { id, content } of segments) {
    const counted = fresh.has(id);
    flushed.push({ counted, unreadable: counted ? await readSegment(content, counts) : 0 });
  }
  if (counts.batches.size > 0) {
    await counts.countBatches(await claimed(client, CLAIM_BATCHES, [...counts.batches.keys()]));
  }
  return flushed;
}

/**
 * Counts spool segments in one transaction, each exactly once: their ids are claimed first, so a replay, or another process
 * with the same file, changes nothing. The number of statements does not depend on how much they hold.
 * @throws whatever stopped the transaction; nothing of any of them is counted then
 */
export async function countSegments(segments: readonly Segment[]): Promise<Flushed[]> {
  const countryOf = await rememberedCountries();
  let moments: number[] = [];
  return withPartitions(
    () => moments,
    () =>
      pooledTransaction(async (client) => {
        const counts = new SegmentCounts(countryOf);
        const flushed = await readFresh(client, segments, counts);
        const rows = counts.minutes();
        moments = rows.map(({ bucket }) => bucket);
        await addMinutes(client, rows, false);
        await addDetailParts(client, rows);
        await addLastUses(client, counts, countryOf);
        return flushed;
      }),
  );
}
