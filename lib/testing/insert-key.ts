import { pool } from "@/lib/db/pool";
import { newId, showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import { generateKey } from "@/lib/keys/format";
import { hashSecret, type Peppers } from "@/lib/keys/hash";

export type InsertedKey = {
  keyId: string;
  shownKeyId: string;
  teamId: string;
  environment: Environment;
  secretId: string;
  plaintext: string;
};

type Given = {
  teamId?: string;
  keyId?: string;
  label?: string;
  environment?: Environment;
  scopes?: string[];
  allowedIps?: string[];
  limit?: number;
  windowSeconds?: number;
  /** Of the team, when it is made here. */
  teamLimit?: number;
  metadata?: object;
  expiresAt?: Date;
  peppers?: Peppers;
};

/** A key with one current secret as bare rows, for tests of what reads them. */
export async function insertKey(given: Given = {}): Promise<InsertedKey> {
  const { environment = "live" } = given;
  const [teamId, keyId] = [given.teamId ?? newId(), given.keyId ?? newId()];
  await pool().query(
    `INSERT INTO teams (id, name, slug, rate_limit, rate_window_seconds)
     VALUES ($1, 'Test team', 'team-' || right($2, 12), $3::int, CASE WHEN $3::int IS NOT NULL THEN 60 END) ON CONFLICT DO NOTHING`,
    [teamId, teamId, given.teamLimit ?? null],
  );
  await pool().query(
    `INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, metadata, expires_at,
                       created_by_name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, 'Ada', least(now(), $10::timestamptz - interval '1 hour'))`,
    [
      keyId,
      teamId,
      given.label ?? "Payment service",
      environment,
      given.scopes ?? ["read"],
      given.allowedIps ?? [],
      given.limit ?? 1000,
      given.windowSeconds ?? 60,
      given.metadata ?? {},
      given.expiresAt ?? null,
    ],
  );
  const secret = await insertSecret({ keyId, environment }, { peppers: given.peppers });
  return { keyId, shownKeyId: showId("key", keyId), teamId, environment, ...secret };
}

/** One more secret of the key; one without an end is its current one. */
export async function insertSecret(
  key: { keyId: string; environment: Environment },
  given: { endsAt?: Date; peppers?: Peppers } = {},
): Promise<{ secretId: string; plaintext: string }> {
  const { plaintext, publicId } = generateKey("myapi", key.environment);
  const { hash, pepperVersion } = hashSecret(plaintext, given.peppers ?? new Map());
  await pool().query(
    "INSERT INTO secrets (public_id, key_id, hash, pepper_version, prefix, last_four, ends_at) VALUES ($1, $2, $3, $4, 'myapi', $5, $6)",
    [publicId, key.keyId, hash, pepperVersion, plaintext.slice(-4), given.endsAt ?? null],
  );
  return { secretId: publicId, plaintext };
}
