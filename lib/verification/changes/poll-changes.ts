import { pool } from "@/lib/db/pool";
import { DATABASE_DEADLINE_MS } from "./with-deadline";

/** What one poll learns. `snapshot`: give it to the next poll. */
export type Poll = {
  snapshot: string;
  /** Keys changed since the snapshot given, with their versions. */
  changes: readonly (readonly [keyId: string, version: number])[];
  /** Hashes of the active service tokens, in hexadecimal. */
  serviceTokens: readonly string[];
  productName: string;
  /** Of the public ids of imported secrets; null: nothing was ever imported. */
  importKey: Buffer | null;
};

// Heartbeat and catch-up in one statement. A change is new if the previous snapshot did not see its transaction, however
// long that one ran; comparing times instead would lose what committed late. The xmin bound lets the index find it.
const POLL = `
  WITH beat AS (
    INSERT INTO gateways (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET seen_at = now()
  )
  SELECT pg_current_snapshot()::text AS snapshot,
    (SELECT coalesce(json_agg(json_build_array(key_id, version)), '[]') FROM key_changes
      WHERE changed_in >= pg_snapshot_xmin($2::pg_snapshot) AND NOT pg_visible_in_snapshot(changed_in, $2::pg_snapshot)
    ) AS changes,
    (SELECT coalesce(json_agg(encode(hash, 'hex')), '[]') FROM service_tokens WHERE revoked_at IS NULL) AS tokens,
    d.product_name, encode(d.import_key, 'hex') AS import_key
  FROM (SELECT 1) AS one LEFT JOIN deployment d ON true`;

type Row = {
  snapshot: string;
  changes: [string, number][];
  tokens: string[];
  product_name: string | null;
  import_key: string | null;
};

/**
 * @param since the snapshot of the previous poll, null at the first: then no change is named
 */
export async function pollChanges(gatewayId: string, since: string | null): Promise<Poll> {
  const query = { name: "poll-changes", text: POLL, values: [gatewayId, since], query_timeout: DATABASE_DEADLINE_MS };
  const { rows } = await pool().query<Row>(query);
  const row = rows[0] as Row;
  return {
    snapshot: row.snapshot,
    changes: row.changes,
    serviceTokens: row.tokens,
    productName: row.product_name ?? "api",
    importKey: row.import_key === null ? null : Buffer.from(row.import_key, "hex"),
  };
}

/** The oldest transaction a snapshot does not see; it only grows, unless this is another (restored) database. */
export const snapshotXmin = (snapshot: string): bigint => BigInt(snapshot.split(":")[0] ?? "0");
