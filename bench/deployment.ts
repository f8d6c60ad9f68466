import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { newId, readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { generateKey, randomBase62 } from "@/lib/keys/format";
import { hashSecret } from "@/lib/keys/hash";
import { bootstrapDeployment } from "@/lib/operator/bootstrap-deployment";

export type Deployment = { actor: Actor; serviceToken: string };

/** The first account, its team and a service token, as the command line's bootstrap makes them. */
export async function makeDeployment(): Promise<Deployment> {
  const made = await bootstrapDeployment({
    email: "bench@example.com",
    password: randomBase62(24),
    teamName: "Benchmark",
  });
  const userId = readId("user", made.userId);
  const teamId = readId("team", made.teamId);
  if (userId === null || teamId === null) throw new Error("The deployment's ids are not to be read.");
  const from = { ip: null, userAgent: null, requestId: "bench" };
  const actor: Actor = {
    kind: "user",
    id: userId,
    name: "Operator",
    userId,
    teamId,
    role: "owner",
    authenticatedAt: null,
    ...from,
  };
  return { actor, serviceToken: made.serviceToken };
}

/** Under load no call may be refused: the whole of the largest limit comes back every second. */
const NEVER_REACHED = { limit: 1_000_000, windowSeconds: 1 };

/** Keys with a limit that is counted and never reached, through the domain. @returns their secrets */
export async function makeKeys(actor: Actor, count: number): Promise<string[]> {
  const secrets: string[] = [];
  for (let i = 0; i < count; i++) {
    const { secret } = await createKey(actor, {
      label: `Production - Payment Service ${i}`,
      environment: "live",
      scopes: ["read"],
      allowedIps: [],
      rateLimit: NEVER_REACHED,
      expiresAt: null,
      note: null,
      metadata: { plan: "pro" },
    });
    secrets.push(secret);
  }
  return secrets;
}

const ROWS_AT_ONCE = 5_000;
const INSERT_KEYS = `
  INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, created_by_name)
  SELECT id, $2, 'Production - Payment Service', 'live', '{read}', '{}', $3, $4, 'Operator' FROM unnest($1::uuid[]) AS id`;
const INSERT_SECRETS = `
  INSERT INTO secrets (public_id, key_id, hash, prefix, last_four)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::bytea[], $4::text[], $5::text[])`;

/** Many keys as rows: the domain's one transaction a key would take minutes. @returns their secrets */
export async function insertManyKeys(actor: Actor, count: number): Promise<string[]> {
  const secrets: string[] = [];
  for (let left = count; left > 0; left -= ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(left, ROWS_AT_ONCE) }, () => ({
      id: newId(),
      ...generateKey("myapi", "live"),
    }));
    const ids = rows.map(({ id }) => id);
    await pool().query(INSERT_KEYS, [ids, actor.teamId, NEVER_REACHED.limit, NEVER_REACHED.windowSeconds]);
    await pool().query(INSERT_SECRETS, [
      rows.map(({ publicId }) => publicId),
      ids,
      rows.map(({ plaintext }) => hashSecret(plaintext, new Map()).hash),
      rows.map(() => "myapi"),
      rows.map(({ plaintext }) => plaintext.slice(-4)),
    ]);
    for (const { plaintext } of rows) secrets.push(plaintext);
  }
  return secrets;
}
