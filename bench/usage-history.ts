import type pg from "pg";
import { pool } from "@/lib/db/pool";
import { Detail, MOST_VALUES, OTHER } from "@/lib/usage/detail";
import { addValue, encodeSketch, type SketchBins } from "@/lib/usage/sketch";
import { DAY, floorTo, HOUR } from "@/lib/usage/step";
import { BUCKET_END, LEVELS } from "@/lib/usage/store/levels";
import { mergeRows } from "@/lib/usage/store/merge-rows";
import { addPartitions } from "@/lib/usage/store/partitions";
import { pooledTransaction } from "@/lib/usage/store/pooled-transaction";
import { UsageRow } from "@/lib/usage/usage-row";
import { pieceEnd } from "@/lib/usage/zone";

export const HISTORY_DAYS = 90;
const HOURS_OF_MINUTES = 24;
const FEW_KEYS_OF_MINUTES = 40;
const ROWS_AT_ONCE = 500;

const COUNTS =
  "allowed, expired, revoked, disabled, ip_forbidden, insufficient_scope, environment_mismatch, rate_limited";
const STATUSES = "status_1xx, status_2xx, status_3xx, status_4xx, status_5xx";

/** Latencies and details of the size that so many calls leave behind. */
function sample(calls: number, seed: number): { latency: string; detail: string } {
  const bins: SketchBins = new Map();
  const detail = new Detail();
  const [routes, callers] = [Math.min(14, 2 + Math.floor(calls / 20)), Math.min(9, 1 + Math.floor(calls / 40))];
  for (let i = 0; i < calls; i++) {
    const spread = Math.sin(seed * 97 + i * 12.9898) * 43_758.5453;
    addValue(bins, 40 * Math.exp(1.6 * (spread - Math.floor(spread) - 0.5)));
    for (const [dimension, value] of [
      ["route", `GET /v1/resources/${(seed + i) % routes}/{id}`],
      ["caller", `203.0.113.${(seed + i) % callers}\tpayments/1.4 node/22.19.0`],
      ["country", i % 7 === 0 ? "DE" : "US"],
      ["scope", "read"],
      ["status", i % 50 === 0 ? "404" : "200"],
    ] as const) {
      const tally = detail.tally(dimension, value);
      tally.requests++;
      tally.responses++;
      tally.lastAt = 1_790_000_000;
    }
  }
  return { latency: encodeSketch(bins), detail: detail.encode() };
}

const run = (sql: string, values: unknown[] = []) =>
  pool().query({ text: sql, values, query_timeout: 3_600_000 } as pg.QueryConfig);

async function placeSamples(): Promise<void> {
  const samples = Array.from({ length: 64 }, (_, n) => sample([12, 60, 400, 1_500][n % 4] ?? 12, n));
  await run("CREATE UNLOGGED TABLE bench_samples (n int PRIMARY KEY, latency bytea, detail bytea)");
  await run(
    "INSERT INTO bench_samples SELECT n - 1, decode(l, 'hex'), decode(d, 'hex') FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS s (l, d, n)",
    [samples.map(({ latency }) => latency), samples.map(({ detail }) => detail)],
  );
}

/** Every twentieth key calls all day, every fourth in its working hours, the others now and then. */
const IS_ACTIVE = `CASE WHEN k.n % 20 = 0 THEN true
  WHEN k.n % 4 = 0 THEN (p.hour + k.n) % 24 < 9
  ELSE hashint8(k.n * 100003 + p.n) % 17 = 0 END`;

/**
 * Usage of a team's keys over 90 days as the roll-ups would have left it, in the order of time: about a billion requests, hours and days of every
 * key, minutes of the last day, and of a few keys for as long as minutes are kept.
 * @returns rows written
 */
export async function placeHistory(teamId: string, now: number, say: (line: string) => void): Promise<number> {
  const from = floorTo(now, "day") - (HISTORY_DAYS - 1) * DAY;
  const days = Array.from({ length: HISTORY_DAYS + 8 }, (_, i) => from + i * DAY);
  await addPartitions(days, ["hours", "days"]);
  await addPartitions(days.slice(-18), ["minutes"]);
  await placeSamples();
  const pieces: number[] = [];
  for (let at = from; at < now; at = pieceEnd(at)) pieces.push(at);
  await run(
    "CREATE UNLOGGED TABLE bench_pieces AS SELECT n, at AS bucket, extract(hour FROM at AT TIME ZONE 'UTC')::int AS hour FROM unnest($1::timestamptz[]) WITH ORDINALITY AS p (at, n)",
    [pieces.map((ms) => new Date(ms).toISOString())],
  );
  await run(
    `CREATE UNLOGGED TABLE bench_keys AS
     SELECT row_number() OVER (ORDER BY k.id) AS n, k.id AS key_id, s.public_id AS secret_id
     FROM keys k JOIN secrets s ON s.key_id = k.id WHERE k.team_id = $1`,
    [teamId],
  );
  const who = `'${teamId}'::uuid, 'live'::"Environment"`;
  const calls = "CASE WHEN k.n % 20 = 0 THEN 520 WHEN k.n % 4 = 0 THEN 95 ELSE 9 END";
  const counted = `${calls}, 0, 0, 0, 0, 1, 0, 2, 0, ${calls} - 3, 0, 2, 1`;
  let rows = 0;
  const write = async (what: string, sql: string, values: unknown[] = []): Promise<void> => {
    const { rowCount } = await run(sql, values);
    rows += rowCount ?? 0;
    say(`    ${what}: ${(rowCount ?? 0).toLocaleString("en")} rows`);
  };
  await write(
    "hours",
    `INSERT INTO usage_hours (bucket, key_id, secret_id, team_id, environment, ${COUNTS}, ${STATUSES}, latency)
     SELECT p.bucket, k.key_id, k.secret_id, ${who}, ${counted}, s.latency
     FROM bench_keys k CROSS JOIN bench_pieces p
     JOIN bench_samples s ON s.n = (k.n + p.n) % 16 * 4 + CASE WHEN k.n % 20 = 0 THEN 2 WHEN k.n % 4 = 0 THEN 1 ELSE 0 END
     WHERE ${IS_ACTIVE} ORDER BY p.bucket`,
  );
  await write(
    "details by the hour",
    `INSERT INTO usage_detail_hours (bucket, key_id, secret_id, team_id, environment, detail)
     SELECT p.bucket, k.key_id, k.secret_id, ${who}, s.detail
     FROM bench_keys k CROSS JOIN bench_pieces p
     JOIN bench_samples s ON s.n = (k.n + p.n) % 16 * 4 + CASE WHEN k.n % 20 = 0 THEN 2 WHEN k.n % 4 = 0 THEN 1 ELSE 0 END
     WHERE ${IS_ACTIVE} ORDER BY p.bucket`,
  );
  const minutes = (keys: string, hours: number): [string, unknown[]] => [
    `INSERT INTO usage_minutes (bucket, key_id, secret_id, rolled, team_id, environment, ${COUNTS}, ${STATUSES}, latency)
     SELECT m.at, k.key_id, k.secret_id, true, ${who}, 14, 0, 0, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0, s.latency
     FROM bench_keys k CROSS JOIN generate_series($1::timestamptz, $2::timestamptz, interval '1 minute') AS m (at)
     JOIN bench_samples s ON s.n = k.n % 16 * 4 WHERE ${keys} ORDER BY m.at ON CONFLICT DO NOTHING`,
    [new Date(floorTo(now, "minute") - hours * 3_600_000), new Date(floorTo(now, "minute") - 180_000)],
  ];
  await write("minutes of a day", ...minutes("k.n % 20 = 0", HOURS_OF_MINUTES));
  await write(
    "minutes of a week, of a few keys",
    ...minutes(`k.n % 20 = 0 AND k.n <= ${20 * FEW_KEYS_OF_MINUTES}`, 7 * 24),
  );
  await write(
    "what has not been rolled up yet",
    `INSERT INTO usage_minutes (bucket, key_id, secret_id, rolled, team_id, environment, ${COUNTS}, ${STATUSES}, latency)
     SELECT m.at, k.key_id, k.secret_id, false, ${who}, 14, 0, 0, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0, s.latency
     FROM bench_keys k CROSS JOIN generate_series($1::timestamptz, $2::timestamptz, interval '1 minute') AS m (at)
     JOIN bench_samples s ON s.n = k.n % 16 * 4 WHERE k.n % 20 = 0`,
    [new Date(floorTo(now, "minute") - 120_000), new Date(floorTo(now, "minute"))],
  );
  await write(
    "details by the minute",
    `INSERT INTO usage_detail_minutes SELECT m.at, k.key_id, k.secret_id, ${who}, s.detail
     FROM bench_keys k CROSS JOIN generate_series($1::timestamptz, $2::timestamptz, interval '1 minute') AS m (at)
     JOIN bench_samples s ON s.n = k.n % 16 * 4 WHERE k.n % 20 = 0`,
    [new Date(floorTo(now, "minute") - 3 * 3_600_000), new Date(floorTo(now, "minute"))],
  );
  await rollUpHistory(write);
  rows += await placeTeamDetails(teamId, from, now);
  for (const family of ["usage", "usage_detail", "team_usage", "team_usage_detail"]) {
    for (const level of ["minutes", "hours", "days"]) await run(`ANALYZE ${family}_${level}`);
  }
  await run("ANALYZE keys, secrets");
  await run("DROP TABLE bench_samples, bench_pieces, bench_keys");
  return rows;
}

/** Days out of hours, and a team's rows out of its keys'. What adds up by merging is stood for by its largest part. */
async function rollUpHistory(write: (what: string, sql: string) => Promise<void>): Promise<void> {
  const columns = `${COUNTS}, ${STATUSES}`;
  const sums = columns
    .split(", ")
    .map((column) => `sum(${column})`)
    .join(", ");
  const day = "date_trunc('day', bucket, 'UTC')";
  await write(
    "days",
    `INSERT INTO usage_days (bucket, key_id, secret_id, team_id, environment, ${columns}, latency)
    SELECT ${day}, key_id, secret_id, team_id, environment, ${sums}, max(latency) FROM usage_hours GROUP BY 1, 2, 3, 4, 5 ORDER BY 1`,
  );
  await write(
    "details by the day",
    `INSERT INTO usage_detail_days (bucket, key_id, secret_id, team_id, environment, detail)
    SELECT ${day}, key_id, secret_id, team_id, environment, max(detail) FROM usage_detail_hours GROUP BY 1, 2, 3, 4, 5 ORDER BY 1`,
  );
  for (const level of ["minutes", "hours", "days"]) {
    const rolled = level === "minutes" ? "WHERE rolled" : "";
    await write(
      `the team's ${level}`,
      `INSERT INTO team_usage_${level} (bucket, team_id, environment, ${columns}, latency)
      SELECT bucket, team_id, environment, ${sums}, max(latency) FROM usage_${level} ${rolled} GROUP BY 1, 2, 3`,
    );
  }
}

/** A team's details: as many keys as are kept apart in each bucket, and all others together. */
async function placeTeamDetails(teamId: string, from: number, now: number): Promise<number> {
  const { rows: busy } = await run("SELECT key_id FROM bench_keys WHERE n % 20 = 0 ORDER BY n");
  const rowAt = (bucket: number, n: number): UsageRow => {
    const row = new UsageRow({ bucket, keyId: "", secretId: "", teamId, environment: "live" });
    row.detail.addEncoded(Buffer.from(sample(1_500, n % 8).detail, "hex"));
    for (let i = 0; i <= MOST_VALUES; i++) {
      const { key_id } = busy[(n + i) % busy.length] as { key_id: string };
      const tally = row.detail.tally("key", i === MOST_VALUES ? OTHER : key_id);
      tally.requests += 520;
      tally.responses += 517;
      tally.lastAt = 1_790_000_000;
    }
    return row;
  };
  let written = 0;
  for (const level of LEVELS) {
    const starts: number[] = [];
    const first = level === "minutes" ? floorTo(now, "minute") - 3 * HOUR : from;
    for (let at = first; at < now; at = BUCKET_END[level](at)) starts.push(at);
    for (let i = 0; i < starts.length; i += ROWS_AT_ONCE) {
      const rows = starts.slice(i, i + ROWS_AT_ONCE).map((bucket, n) => rowAt(bucket, i + n));
      await pooledTransaction((client) => mergeRows(client, "team_usage_detail", level, rows));
    }
    written += starts.length;
  }
  return written;
}
