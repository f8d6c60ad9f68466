import { pool } from "@/lib/db/pool";

/**
 * Marks every key as changed now. The transaction ids that changes are found by belong to one PostgreSQL cluster: loaded into
 * another, they lie in its future, and every gateway would read all keys again each second until it gets there.
 * @returns how many keys
 */
export async function renewKeyVersions(): Promise<number> {
  const { rowCount } = await pool().query(
    "UPDATE key_changes SET version = version + 1, changed_in = pg_current_xact_id()",
  );
  return rowCount ?? 0;
}
