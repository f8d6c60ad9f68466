import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { BASE62 } from "@/lib/keys/format";
import { usageStore } from "@/lib/usage/open-usage-store";
import { COUNT_COLUMNS, USAGE_CODES } from "@/lib/usage/outcome";
import type { ReportEvent, VerificationRecord } from "@/lib/usage/record";
import type { Flushed } from "@/lib/usage/spool/segment";

export type Caller = Pick<VerificationRecord, "keyId" | "secretId" | "teamId" | "environment">;

let serial = 0;

/** Somebody whose usage is counted; no rows, since usage has no foreign keys. */
export function makeCaller(of: Partial<Caller> = {}): Caller {
  let rest = ++serial;
  let secretId = "";
  for (let i = 0; i < 12; i++) {
    secretId = BASE62.charAt(rest % 62) + secretId;
    rest = Math.floor(rest / 62);
  }
  return { keyId: newId(), secretId, teamId: newId(), environment: "live", ...of };
}

export const verification = (
  caller: Caller,
  at: number,
  more: Partial<VerificationRecord> = {},
): VerificationRecord => ({
  ...caller,
  at,
  code: "VALID",
  ...more,
});

export const report = (caller: Caller, at: number, more: Partial<ReportEvent> = {}): ReportEvent => ({
  ...caller,
  at,
  status: 200,
  latencyMs: 12.5,
  ...more,
});

/** Counts one segment of this content. */
export const flushSegment = async (id: string, content: Buffer): Promise<Flushed> =>
  (await usageStore().count([{ id, content }]))[0] as Flushed;

/** A key with a secret as rows, for what is stored about secrets. */
export async function storeCaller(caller: Caller): Promise<void> {
  await pool().query("INSERT INTO teams (id, name, slug) VALUES ($1, 'T', $2) ON CONFLICT DO NOTHING", [
    caller.teamId,
    `t-${caller.teamId}`,
  ]);
  await pool().query(
    `INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, created_by_name)
     VALUES ($1, $2, 'k', $3, '{read}', '{}', 100, 60, 'Ada')`,
    [caller.keyId, caller.teamId, caller.environment],
  );
  await pool().query(
    "INSERT INTO secrets (public_id, key_id, hash, prefix, last_four) VALUES ($1, $2, sha256($3::text::bytea), 'myapi', 'abcd')",
    [caller.secretId, caller.keyId, caller.secretId],
  );
}

/** Verifications and reported responses counted for a team at one level. */
export async function counted(
  teamId: string,
  table: "usage_minutes" | "usage_hours" | "usage_days" | "team_usage_days" = "usage_minutes",
): Promise<{ verifications: number; responses: number }> {
  const sum = (columns: readonly string[]) => `coalesce(sum(${columns.join(" + ")}), 0)::int`;
  const { rows } = await pool().query(
    `SELECT ${sum(COUNT_COLUMNS.slice(0, USAGE_CODES.length))} AS verifications,
            ${sum(COUNT_COLUMNS.slice(USAGE_CODES.length))} AS responses FROM ${table} WHERE team_id = $1`,
    [teamId],
  );
  return rows[0];
}
