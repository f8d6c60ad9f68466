import type pg from "pg";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { generateKey } from "@/lib/keys/format";
import { hashSecret } from "@/lib/keys/hash";
import { rotationOf } from "@/lib/policies/rotation";
import type { PlacedKey } from "./demo-audit";
import type { DemoKey } from "./demo-key";
import { DEMO_KEYS } from "./demo-keys";
import type { CreatorName } from "./demo-members";
import { insertRows } from "./insert-rows";
import { demoRule } from "./place-policy";

type DaysAgo = (days: number) => Date;
const DEFAULT_LIMIT = 1_000;
const WINDOW_SECONDS = 60;

const policyOf = (spec: DemoKey, daysAgo: DaysAgo) => ({
  label: spec.label,
  environment: spec.environment,
  scopes: spec.scopes,
  allowedIps: spec.allowedIps ?? [],
  rateLimit: { limit: spec.limit ?? DEFAULT_LIMIT, windowSeconds: WINDOW_SECONDS },
  expiresAt: spec.expires === undefined ? null : daysAgo(spec.expires).toISOString(),
});

function lastChange(spec: DemoKey): number {
  const moments = [spec.created, spec.edited?.at, spec.disabled, spec.revoked?.at];
  return Math.min(...moments.filter((moment) => moment !== undefined));
}

/** Makes every key with real secrets, hashed as real ones are; the secrets themselves are thrown away. */
export async function placeKeys(
  client: pg.ClientBase,
  teamId: string,
  userIds: ReadonlyMap<CreatorName, string>,
  daysAgo: DaysAgo,
): Promise<PlacedKey[]> {
  const { rows } = await client.query<{ key_prefix: string }>("SELECT key_prefix FROM deployment WHERE id = 1");
  const prefix = rows[0]?.key_prefix ?? "myapi";
  const iso = (days: number | undefined) => (days === undefined ? null : daysAgo(days).toISOString());
  const rule = demoRule(daysAgo);
  const keyRows: Record<string, unknown>[] = [];
  const secretRows: Record<string, unknown>[] = [];
  const placed = DEMO_KEYS.map((spec): PlacedKey => {
    const id = newId();
    const policy = policyOf(spec, daysAgo);
    keyRows.push({
      id,
      team_id: teamId,
      label: spec.label,
      note: spec.note ?? null,
      environment: spec.environment,
      scopes: spec.scopes,
      allowed_ips: policy.allowedIps,
      rate_limit: policy.rateLimit.limit,
      rate_window_seconds: WINDOW_SECONDS,
      metadata: spec.metadata ?? {},
      expires_at: policy.expiresAt,
      rotate_by:
        rotationOf(daysAgo(spec.secrets.at(-1)?.created ?? spec.created), [rule]).rotateBy?.toISOString() ?? null,
      disabled_at: iso(spec.disabled ?? (spec.revoked && spec.revoked.at + 6 / 1_440)),
      revoked_at: iso(spec.revoked?.at),
      revoke_reason: spec.revoked?.reason ?? null,
      created_by_id: userIds.get(spec.creator),
      created_by_name: spec.creator,
      created_at: iso(spec.created),
      updated_at: iso(lastChange(spec)),
    });
    let replaces: string | null = null;
    const secrets = spec.secrets.map((secret) => {
      const { plaintext, publicId } = generateKey(prefix, spec.environment);
      const { hash, pepperVersion } = hashSecret(plaintext, env().LATCHKEY_PEPPERS);
      secretRows.push({
        public_id: publicId,
        key_id: id,
        hash: `\\x${hash.toString("hex")}`,
        pepper_version: pepperVersion,
        prefix,
        last_four: plaintext.slice(-4),
        replaces,
        created_at: iso(secret.created),
        ends_at: iso(secret.ends),
      });
      replaces = publicId;
      return {
        publicId,
        createdAt: daysAgo(secret.created),
        endsAt: secret.ends === undefined ? null : daysAgo(secret.ends),
      };
    });
    return { id, spec, policy, secrets };
  });
  await insertRows(client, "keys", keyRows);
  await insertRows(client, "secrets", secretRows);
  return placed;
}
