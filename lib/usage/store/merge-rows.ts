import type pg from "pg";
import { addEncodedSketches } from "../sketch";
import type { UsageRow } from "../usage-row";
import { arraysOf, COUNTS, type Column, DETAIL, LATENCY, unnested, WHO_OF_SECRET, WHO_OF_TEAM } from "./columns";
import { type Family, isOfTeam, type Level } from "./levels";

/** What tells one row of a table from another. */
const idOf = (family: Family): readonly Column[] =>
  isOfTeam(family) ? WHO_OF_TEAM : WHO_OF_SECRET.filter(({ name }) => ["bucket", "key_id", "secret_id"].includes(name));

const same = (id: readonly Column[]): string =>
  id
    .map(({ name, type }) =>
      name === "secret_id" ? `u.${name} = r.${name}::char(12)` : `u.${name} = r.${name}::${type}`,
    )
    .join(" AND ");

/** The bytes that the table holds for these rows, in their order; a bound on the bucket lets PostgreSQL skip partitions. */
async function storedBytes(
  client: pg.ClientBase,
  table: string,
  column: Column,
  id: readonly Column[],
  rows: readonly UsageRow[],
): Promise<(Buffer | null)[]> {
  const buckets = rows.map(({ bucket }) => bucket);
  const bounds = [Math.min(...buckets), Math.max(...buckets)].map((ms) => new Date(ms));
  const arrays = arraysOf(id, rows);
  const listed = `unnest(${id.map(({ type }, i) => `$${i + 1}::${type}[]`).join(", ")}) WITH ORDINALITY AS r (${id.map(({ name }) => name).join(", ")}, n)`;
  const { rows: found } = await client.query<{ n: string; bytes: Buffer }>(
    `SELECT r.n, u.${column.name} AS bytes FROM ${listed} JOIN ${table} u ON ${same(id)}
     WHERE u.bucket BETWEEN $${arrays.length + 1} AND $${arrays.length + 2} AND u.${column.name} <> ''`,
    [...arrays, ...bounds],
  );
  const stored: (Buffer | null)[] = rows.map(() => null);
  for (const { n, bytes } of found) stored[Number(n) - 1] = bytes;
  return stored;
}

/**
 * Adds rows to what a table of hours, days or team minutes holds. Only the roll-up does, one at a time (roll-up.ts): so bytes
 * are read, merged here and written whole, and a row never holds more than one sketch or more values than are kept apart.
 * @param rows distinct; their sketches and details hold afterwards what the table holds
 */
export async function mergeRows(
  client: pg.ClientBase,
  family: Family,
  level: Level,
  rows: readonly UsageRow[],
): Promise<void> {
  const isDetail = family.endsWith("_detail");
  const kept = rows.filter((row) => !isDetail || row.hasDetail);
  if (kept.length === 0) return;
  const table = `${family}_${level}`;
  const id = idOf(family);
  const bytes = isDetail ? DETAIL : LATENCY;
  for (const [i, stored] of (await storedBytes(client, table, bytes, id, kept)).entries()) {
    const row = kept[i];
    if (row === undefined) continue;
    if (stored !== null && isDetail) row.detail.addEncoded(stored);
    else if (stored !== null) addEncodedSketches(row.latency, stored);
    if (isDetail) row.detail.bound();
  }
  const who = isOfTeam(family) ? WHO_OF_TEAM : WHO_OF_SECRET;
  const counts = isDetail ? [] : COUNTS.filter(({ read }) => kept.some((row) => read(row) !== 0));
  const columns = [...who, ...counts, bytes];
  const values = columns.map((column) => (column === bytes ? `decode(${bytes.name}, 'hex')` : column.name));
  const sums = counts.map(({ name }) => `${name} = u.${name} + EXCLUDED.${name}`);
  await client.query(
    `INSERT INTO ${table} AS u (${columns.map(({ name }) => name).join(", ")})
     SELECT ${values.join(", ")} FROM ${unnested(columns)} ORDER BY ${id.map(({ name }) => name).join(", ")}
     ON CONFLICT (${id.map(({ name }) => name).join(", ")})
     DO UPDATE SET ${[...sums, `${bytes.name} = EXCLUDED.${bytes.name}`].join(", ")}`,
    arraysOf(columns, kept),
  );
}
