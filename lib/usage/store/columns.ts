import { COUNT_COLUMNS } from "../outcome";
import { encodeSketch } from "../sketch";
import type { UsageRow } from "../usage-row";

/** A column that travels as one array: its type there, and a row's value as an array's text holds it. */
export type Column = { name: string; type: string; read: (row: UsageRow) => string | number };

const BUCKET: Column = { name: "bucket", type: "timestamptz", read: (row) => new Date(row.bucket).toISOString() };
const TEAM: readonly Column[] = [
  { name: "team_id", type: "uuid", read: (row) => row.teamId },
  { name: "environment", type: '"Environment"', read: (row) => row.environment },
];

/** Whose calls of which time: the beginning of every row, of a secret and of a team. */
export const WHO_OF_SECRET: readonly Column[] = [
  BUCKET,
  { name: "key_id", type: "uuid", read: (row) => row.keyId },
  { name: "secret_id", type: "text", read: (row) => row.secretId },
  ...TEAM,
];
export const WHO_OF_TEAM: readonly Column[] = [BUCKET, ...TEAM];

export const COUNTS: readonly Column[] = COUNT_COLUMNS.map((name, i) => ({
  name,
  type: "bigint",
  read: (row) => row.counts[i] ?? 0,
}));

/** Bytes travel as hex. */
export const LATENCY: Column = {
  name: "latency",
  type: "text",
  read: (row) => (row.hasLatency ? encodeSketch(row.latency) : '""'),
};
export const DETAIL: Column = {
  name: "detail",
  type: "text",
  read: (row) => (row.hasDetail ? row.detail.encode() : '""'),
};

/** `unnest($1::type[], …) AS r (name, …)`. Arrays, one a column: half the time of a JSON record set of the same rows. */
export const unnested = (columns: readonly Column[]): string =>
  `unnest(${columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(", ")}) AS r (${columns.map(({ name }) => name).join(", ")})`;

/** The values for that; none of these columns has one that needs escaping. */
export const arraysOf = (columns: readonly Column[], rows: readonly UsageRow[]): string[] =>
  columns.map(({ read }) => `{${rows.map(read).join(",")}}`);
