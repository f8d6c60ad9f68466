import type pg from "pg";
import type { UsageRow } from "../usage-row";
import { arraysOf, COUNTS, type Column, DETAIL, LATENCY, unnested, WHO_OF_SECRET } from "./columns";

// Sorted, in this order in every statement that takes these rows' locks, so that two writers never wait for each other.
// Sketches and details add up by being put one after the other; the roll-up makes one of them.
function statement(rolled: boolean, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => name);
  const counted = columns.slice(WHO_OF_SECRET.length);
  const values = columns.map((column) => (column === LATENCY ? "decode(latency, 'hex')" : column.name));
  const sums = counted.map(({ name }) => `${name} = u.${name} ${name === "latency" ? "||" : "+"} EXCLUDED.${name}`);
  return `INSERT INTO usage_minutes AS u (${names.join(", ")}, rolled)
    SELECT ${values.join(", ")}, ${rolled} FROM ${unnested(columns)}
    ORDER BY bucket, key_id, secret_id
    ON CONFLICT (key_id, bucket, secret_id, rolled) DO UPDATE SET ${sums.join(", ")}`;
}

/** Adds the rows' counts and latencies to the minutes, in one statement. Rows of one call are distinct. */
export async function addMinutes(client: pg.ClientBase, rows: readonly UsageRow[], rolled: boolean): Promise<void> {
  // Only what was counted: most segments know one outcome or two of the thirteen columns.
  const counts = COUNTS.filter(({ read }) => rows.some((row) => read(row) !== 0));
  if (counts.length === 0) return;
  const columns = [...WHO_OF_SECRET, ...counts, ...(rows.some((row) => row.hasLatency) ? [LATENCY] : [])];
  await client.query(statement(rolled, columns), arraysOf(columns, rows));
}

const DETAIL_COLUMNS = [...WHO_OF_SECRET, DETAIL];
const DETAIL_PARTS = `INSERT INTO usage_detail_parts (${DETAIL_COLUMNS.map(({ name }) => name).join(", ")})
  SELECT bucket, key_id, secret_id, team_id, environment, decode(detail, 'hex') FROM ${unnested(DETAIL_COLUMNS)}`;

/** Leaves the rows' details for the roll-up: only inserted, since a row that is counted up each second would be rewritten each second. */
export async function addDetailParts(client: pg.ClientBase, rows: readonly UsageRow[]): Promise<void> {
  const told = rows.filter((row) => row.hasDetail);
  if (told.length > 0) await client.query(DETAIL_PARTS, arraysOf(DETAIL_COLUMNS, told));
}
