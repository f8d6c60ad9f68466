import type pg from "pg";

const AT_ONCE = 5_000;

/** Inserts many rows in few statements. Names are column names of ours; values as JSON (dates in ISO 8601, bytea as `\x…`). */
export async function insertRows(
  client: pg.ClientBase,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await client.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(rows.slice(from, from + AT_ONCE))],
    );
  }
}
