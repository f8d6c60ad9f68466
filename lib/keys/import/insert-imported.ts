import type { Actor } from "@/lib/auth/actor";
import type { Transaction } from "@/lib/db/prisma";
import type { DeploymentSettings } from "@/lib/operator/deployment-settings";
import type { Rotation } from "@/lib/policies/rotation";
import { importedId } from "./imported-id";
import type { JudgedKey } from "./judge-key";

type Insert = {
  actor: Pick<Actor, "teamId" | "userId" | "name">;
  /** `id`: the key's, a UUID. */
  keys: readonly { id: string; key: JudgedKey }[];
  importKey: Buffer;
  defaultRateLimit: DeploymentSettings["defaultRateLimit"];
  rotation: Rotation;
  now: Date;
};

/** All the rows of an import in two statements, however many they are. */
export async function insertImported(tx: Transaction, of: Insert): Promise<void> {
  const { actor, rotation, now } = of;
  const keys = of.keys.map(({ id, key }) => {
    const { limit, windowSeconds } = key.rateLimit ?? of.defaultRateLimit;
    const { label, note, environment, scopes, allowedIps: allowed_ips, metadata, expiresAt: expires_at } = key;
    const row = { id, label, note, environment, scopes, allowed_ips, metadata, expires_at };
    return { ...row, rate_limit: limit, rate_window_seconds: windowSeconds };
  });
  await tx.$executeRaw`
    INSERT INTO keys (id, team_id, label, note, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, metadata, expires_at,
      rotate_by, rotation_enforced, created_by_id, created_by_name, created_at, updated_at)
    SELECT id, ${actor.teamId}::uuid, label, note, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, metadata, expires_at,
      ${rotation.rotateBy}::timestamptz, ${rotation.rotationEnforced}, ${actor.userId}::uuid, ${actor.name}, ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS r (id uuid, label text, note text, environment "Environment",
      scopes text[], allowed_ips text[], rate_limit int, rate_window_seconds int, metadata jsonb, expires_at timestamptz)`;
  const secrets = of.keys.map(({ id, key: { hash, prefix, lastFour, createdAt } }) => ({
    public_id: importedId(Buffer.from(hash, "hex"), of.importKey),
    ...{ key_id: id, hash, prefix, last_four: lastFour, made_at: createdAt },
  }));
  await tx.$executeRaw`
    INSERT INTO secrets (public_id, key_id, hash, prefix, last_four, imported, made_at, created_at)
    SELECT public_id, key_id, decode(hash, 'hex'), prefix, last_four, true, made_at, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(secrets)}::jsonb) AS r (public_id text, key_id uuid, hash text, prefix text, last_four text,
      made_at timestamptz)`;
}
