import { pool } from "@/lib/db/pool";
import { DATABASE_DEADLINE_MS, withDeadline } from "../changes/with-deadline";
import { type KeyRecord, type KeyRow, toKeyRecord } from "./key-record";

// An overdue rotation that is enforced ends a key as its expiry does (lib/keys/status.ts, keyEnd).
// One statement is one snapshot: facts and version always belong together.
const READ = `
  SELECT s.public_id, s.hash, s.pepper_version, s.ends_at,
         k.id, k.team_id, k.label, k.environment, k.scopes, k.allowed_ips, k.rate_limit, k.rate_window_seconds,
         t.rate_limit AS team_rate_limit, t.rate_window_seconds AS team_rate_window_seconds, k.metadata,
         least(k.expires_at, CASE WHEN k.rotation_enforced THEN k.rotate_by END) AS expires_at, k.disabled_at, k.revoked_at, coalesce(c.version, 0) AS version
  FROM secrets s JOIN keys k ON k.id = s.key_id JOIN teams t ON t.id = k.team_id LEFT JOIN key_changes c ON c.key_id = k.id
  WHERE s.public_id = ANY ($1::char(12)[])`;

/** The records of the secrets with these public ids; unknown ids are absent. By primary key, one query. */
export async function readKeyRecords(publicIds: readonly string[]): Promise<Map<string, KeyRecord>> {
  const query = { name: "read-key-records", text: READ, values: [publicIds], query_timeout: DATABASE_DEADLINE_MS };
  const { rows } = await withDeadline(pool().query<KeyRow>(query));
  return new Map(rows.map((row) => [row.public_id, toKeyRecord(row)]));
}
