import type pg from "pg";
import { clock } from "@/lib/clock";
import { OTHER } from "../detail";
import { COUNT_COLUMNS, type CountColumn } from "../outcome";
import { type AskedScope, addScopeUses } from "../scope-uses";
import { addEncodedSketches } from "../sketch";
import { floorTo } from "../step";
import { addUp, type CountedFor, UsageRow } from "../usage-row";
import { addMinutes } from "./add-minutes";
import { BUCKET_START, LEVELS, type Level } from "./levels";
import { mergeRows } from "./merge-rows";
import { withPartitions } from "./partitions";
import { pooledTransaction } from "./pooled-transaction";

// A minute that may still be written to is left alone: rolling it would only make it be rolled again.
const CLOSED_AFTER_MS = 2 * 60_000;
const DETAIL_PARTS_PER_MINUTE = 5;
// Any fixed number: it only has to be the same in every worker of a database.
const ROLL_UP_LOCK = 7_212_466_540;

type Stored = { bucket: Date; key_id: string; secret_id: string; team_id: string; environment: string };
type StoredMinute = Stored & Record<CountColumn, string> & { latency: Buffer };
type StoredPart = Stored & { seq: string; detail: Buffer };

const rowOf = (stored: Stored): UsageRow =>
  new UsageRow({
    bucket: stored.bucket.getTime(),
    keyId: stored.key_id,
    secretId: stored.secret_id,
    teamId: stored.team_id,
    environment: stored.environment,
  });

function readMinute(stored: StoredMinute): UsageRow {
  const row = rowOf(stored);
  row.counts = COUNT_COLUMNS.map((column) => Number(stored[column]));
  if (stored.latency.length > 0) addEncodedSketches(row.latency, stored.latency);
  return row;
}

function readPart(stored: StoredPart): UsageRow {
  const row = rowOf(stored);
  row.detail.addEncoded(stored.detail);
  return row;
}

/** Takes closed minutes off the table; those a flush is at are left to the next time. */
async function takeMinutes(client: pg.ClientBase, before: Date, most: number): Promise<UsageRow[]> {
  const { rows } = await client.query<StoredMinute>(
    `SELECT * FROM usage_minutes WHERE NOT rolled AND bucket < $1
     ORDER BY bucket, key_id, secret_id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [before, most],
  );
  if (rows.length === 0) return [];
  await client.query(
    `DELETE FROM usage_minutes AS u
     USING unnest($1::timestamptz[], $2::uuid[], $3::text[]) AS taken (bucket, key_id, secret_id)
     WHERE u.bucket = taken.bucket AND u.key_id = taken.key_id AND u.secret_id = taken.secret_id::char(12) AND NOT u.rolled
       AND u.bucket BETWEEN $4 AND $5`,
    [
      rows.map((row) => row.bucket),
      rows.map((row) => row.key_id),
      rows.map((row) => row.secret_id),
      rows[0]?.bucket,
      rows.at(-1)?.bucket,
    ],
  );
  return rows.map(readMinute);
}

/** Takes details off their table, the oldest first, of whatever minute: unlike a minute, a part is never written to again. */
async function takeParts(client: pg.ClientBase, most: number): Promise<UsageRow[]> {
  const { rows } = await client.query<StoredPart>(
    `WITH taken AS (SELECT seq FROM usage_detail_parts ORDER BY seq LIMIT $1)
     DELETE FROM usage_detail_parts AS p USING taken WHERE p.seq = taken.seq RETURNING p.*`,
    [most],
  );
  return rows.map(readPart);
}

const bySecret =
  (level: Level) =>
  ({ bucket, keyId, secretId, teamId, environment }: UsageRow): CountedFor => ({
    bucket: BUCKET_START[level](bucket),
    keyId,
    secretId,
    teamId,
    environment,
  });
const byTeam =
  (level: Level) =>
  ({ bucket, teamId, environment }: UsageRow): CountedFor => ({
    bucket: BUCKET_START[level](bucket),
    keyId: "",
    secretId: "",
    teamId,
    environment,
  });

async function addCounts(client: pg.ClientBase, minutes: readonly UsageRow[]): Promise<void> {
  for (const level of LEVELS) {
    if (level !== "minutes") await mergeRows(client, "usage", level, addUp(minutes, bySecret(level)));
    await mergeRows(client, "team_usage", level, addUp(minutes, byTeam(level)));
  }
  await addMinutes(client, addUp(minutes, bySecret("minutes")), true);
}

/** Which scopes of which key were asked for, and when each was last. */
const askedScopes = (parts: readonly UsageRow[]): AskedScope[] =>
  parts.flatMap(({ keyId, detail }) =>
    [...detail.of("scope")]
      .filter(([scope]) => scope !== OTHER)
      .map(([scope, { lastAt }]) => ({ keyId, scope, at: lastAt * 1_000 })),
  );

async function addDetails(client: pg.ClientBase, parts: readonly UsageRow[]): Promise<void> {
  await addScopeUses(client, askedScopes(parts));
  for (const level of LEVELS) {
    await mergeRows(client, "usage_detail", level, addUp(parts, bySecret(level)));
    await mergeRows(client, "team_usage_detail", level, addUp(parts, byTeam(level)));
  }
}

/**
 * Adds closed minutes to hours, days and their team, and marks them as added, in one transaction, so that hours ∪ unrolled
 * minutes is everything at every moment; details likewise. Several workers may call it: one at a time works. Late events
 * start an unrolled row of their own.
 * @param most minutes in this transaction, and five times as many parts of details
 * @returns whether anything is left to do
 */
export async function rollUp(most = 2_000): Promise<boolean> {
  const before = new Date(floorTo(clock.ms() - CLOSED_AFTER_MS, "minute"));
  const taken: UsageRow[] = [];
  return withPartitions(
    () => taken.map(({ bucket }) => bucket),
    () =>
      pooledTransaction(async (client) => {
        await client.query("SELECT pg_advisory_xact_lock($1)", [ROLL_UP_LOCK]);
        const minutes = await takeMinutes(client, before, most);
        const parts = await takeParts(client, most * DETAIL_PARTS_PER_MINUTE);
        taken.splice(0, taken.length, ...minutes, ...parts);
        await addCounts(client, minutes);
        await addDetails(client, parts);
        return minutes.length === most || parts.length === most * DETAIL_PARTS_PER_MINUTE;
      }),
  );
}
