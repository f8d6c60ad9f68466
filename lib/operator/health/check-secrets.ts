import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { type VersionInUse, versionsInUse } from "@/lib/vault/versions-in-use";
import { counted, type HealthCheck } from "./health-check";

const versions = (list: Iterable<number>): string => [...list].map((version) => `v${version}`).join(", ");

/** Which key-encryption keys what is sealed needs, and whether this process has them: one envelope of each version is tried. */
export const checkKeyEncryptionKeys = async (): Promise<HealthCheck> =>
  judgeKeyEncryptionKeys(await versionsInUse(pool(), env().LATCHKEY_KEK), [...env().LATCHKEY_KEK.keys()]);

export function judgeKeyEncryptionKeys(inUse: readonly VersionInUse[], configured: readonly number[]): HealthCheck {
  const name = "Key-encryption keys";
  const told = inUse.map(
    ({ version, secrets, secondFactors, webhookSecrets }) =>
      `v${version} seals ${counted(secrets, "secret")}, ${counted(secondFactors, "second factor")} and ${counted(webhookSecrets, "webhook secret")}`,
  );
  const closed = inUse.filter(({ key }) => key !== "opens");
  if (closed.length > 0) {
    const which = versions(closed.map(({ version }) => version));
    const detail = `LATCHKEY_KEK cannot open what ${which} sealed; ${told.join(", ")}. Verification goes on.`;
    return { name, state: "trouble", detail, todo: `Put the right ${which} back into LATCHKEY_KEK and restart.` };
  }
  if (configured.length === 0) {
    const detail = "LATCHKEY_KEK is not set: retrievable secrets, second factors and webhook secrets cannot be sealed.";
    return { name, state: "off", detail, todo: "Set LATCHKEY_KEK and restart." };
  }
  const newest = Math.max(...configured);
  const old = inUse.filter(({ version }) => version !== newest);
  const detail = `Configured: ${versions(configured)}; ${told.length === 0 ? "nothing is sealed yet" : told.join(", ")}.`;
  if (old.length > 0) {
    const todo = `The worker seals them anew with v${newest}. Once none is left, ${versions(old.map(({ version }) => version))} can be taken out of LATCHKEY_KEK.`;
    return { name, state: "attention", detail, todo };
  }
  return { name, state: "fine", detail, todo: null };
}

/** Which peppers hashes were made with, and whether this process has them all: without one, its secrets verify no more. */
export async function checkPeppers(): Promise<HealthCheck> {
  const { rows } = await pool().query<{ version: number | null; secrets: number }>(
    `SELECT pepper_version AS version, count(*)::int AS secrets FROM secrets WHERE ends_at IS NULL OR ends_at > now()
     GROUP BY 1 ORDER BY 1`,
  );
  return judgePeppers(
    rows.flatMap(({ version, secrets }) => (version === null ? [] : [{ version, secrets }])),
    new Set(env().LATCHKEY_PEPPERS.keys()),
  );
}

type InUse = { version: number; secrets: number };

export function judgePeppers(inUse: readonly InUse[], configured: ReadonlySet<number>): HealthCheck {
  const name = "Peppers";
  const missing = inUse.filter(({ version }) => !configured.has(version));
  if (missing.length > 0) {
    const lost = missing.reduce((sum, { secrets }) => sum + secrets, 0);
    const which = versions(missing.map(({ version }) => version));
    const detail = `${counted(lost, "secret")} made with ${which} cannot be verified: LATCHKEY_PEPPERS lacks it.`;
    return { name, state: "trouble", detail, todo: `Put ${which} back into LATCHKEY_PEPPERS and restart.` };
  }
  if (configured.size === 0)
    return {
      name,
      state: "off",
      detail: "Secrets are kept as SHA-256 of 256 random bits, without a pepper.",
      todo: null,
    };
  const used =
    inUse.length === 0 ? "no secret made with one yet" : `in use: ${versions(inUse.map(({ version }) => version))}`;
  return { name, state: "fine", detail: `Configured: ${versions(configured)}; ${used}.`, todo: null };
}
