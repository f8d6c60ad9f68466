import type { Lifetime } from "@/lib/http/rate-limit-headers";
import { showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import type { SecretHash } from "@/lib/keys/hash";
import { type IpRange, parseRanges } from "@/lib/keys/ip-list";
import type { KeyLife } from "@/lib/keys/status";
import type { LimitPolicy } from "../limits/limits";
import { keyJson } from "./key-json";
import { SharedValues } from "./shared-values";

/** What a key is good for, and from where. `scopesHeader`: the scopes as a header value. */
export type Grant = { scopes: readonly string[]; scopesHeader: string; allowedIps: readonly IpRange[] };

/** Everything that decides about one secret, and what an answer says about its key, serialised once. Never changed, only replaced. */
export type KeyRecord = KeyLife &
  Lifetime &
  SecretHash & {
    keyId: string;
    shownKeyId: string;
    teamId: string;
    shownTeamId: string;
    environment: Environment;
    grant: Grant;
    policy: LimitPolicy;
    /** Of the team's keys together; null where the provider has set none. */
    teamPolicy: LimitPolicy | null;
    secretId: string;
    /** Of the key and all its secrets, counted up by the database at each change (key_changes). */
    version: number;
    /** The answer's `key`, as JSON. */
    json: string;
  };

/** One row of lib/verification/cache/key-records.ts. */
export type KeyRow = {
  public_id: string;
  hash: Buffer;
  pepper_version: number | null;
  ends_at: Date | null;
  id: string;
  team_id: string;
  label: string;
  environment: Environment;
  scopes: string[];
  allowed_ips: string[];
  rate_limit: number;
  rate_window_seconds: number;
  team_rate_limit: number | null;
  team_rate_window_seconds: number | null;
  metadata: unknown;
  expires_at: Date | null;
  disabled_at: Date | null;
  revoked_at: Date | null;
  version: string;
};

/** A scope with a character that no header may carry is percent-encoded. */
const asHeader = (scopes: readonly string[]): string =>
  scopes.map((scope) => (/^[\x21-\x7e]+$/.test(scope) ? scope : encodeURIComponent(scope))).join(" ");

const grants = new SharedValues<Grant>((text) => {
  const [scopes, allowedIps] = JSON.parse(text) as [string[], string[]];
  return { scopes, scopesHeader: asHeader(scopes), allowedIps: parseRanges(allowedIps) };
});
const policies = new SharedValues<LimitPolicy>((text) => {
  const [limit = 0, windowSeconds = 1] = text.split("/").map(Number);
  return { limit, windowSeconds };
});

export function toKeyRecord(row: KeyRow): KeyRecord {
  const shownKeyId = showId("key", row.id);
  const shownTeamId = showId("team", row.team_id);
  return {
    keyId: row.id,
    shownKeyId,
    teamId: row.team_id,
    shownTeamId,
    environment: row.environment,
    grant: grants.of(JSON.stringify([row.scopes, row.allowed_ips])),
    policy: policies.of(`${row.rate_limit}/${row.rate_window_seconds}`),
    teamPolicy:
      row.team_rate_limit === null ? null : policies.of(`${row.team_rate_limit}/${row.team_rate_window_seconds}`),
    expiresAt: row.expires_at,
    disabledAt: row.disabled_at,
    revokedAt: row.revoked_at,
    secretId: row.public_id,
    secretEndsAt: row.ends_at,
    hash: row.hash,
    pepperVersion: row.pepper_version,
    version: Number(row.version),
    json: keyJson(row, shownKeyId, shownTeamId),
  };
}

/** A copy that lasts of a record that may be borrowed (KeyCache.find). */
export const lasting = (record: KeyRecord): KeyRecord => ({
  keyId: record.keyId,
  shownKeyId: record.shownKeyId,
  teamId: record.teamId,
  shownTeamId: record.shownTeamId,
  environment: record.environment,
  grant: record.grant,
  policy: record.policy,
  teamPolicy: record.teamPolicy,
  expiresAt: record.expiresAt,
  disabledAt: record.disabledAt,
  revokedAt: record.revokedAt,
  secretId: record.secretId,
  secretEndsAt: record.secretEndsAt,
  hash: Buffer.from(record.hash),
  pepperVersion: record.pepperVersion,
  version: record.version,
  json: record.json,
});
