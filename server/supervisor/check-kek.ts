import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { parseEnv } from "@/lib/env";
import { type VersionInUse, versionsInUse } from "@/lib/vault/versions-in-use";

type Needed = { isRetrievable: boolean; versions: VersionInUse[] };

async function whatNeedsIt(databaseUrl: string, keys: ReadonlyMap<number, Buffer>): Promise<Needed> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query("SELECT storage_mode = 'retrievable' AS retrievable FROM deployment");
    return { isRetrievable: rows[0]?.retrievable ?? false, versions: await versionsInUse(client, keys) };
  } finally {
    await client.end();
  }
}

function refusal({ versions }: Needed, dataFolder: string): string {
  const start = "LATCHKEY_KEK is not set, and in production none is made up: it would be gone with the container. ";
  if (versions.length === 0) {
    return `${start}Secrets are stored retrievably here, which seals them with it. Example: LATCHKEY_KEK=v1:$(openssl rand -base64 32)`;
  }
  const sum = (what: "secrets" | "secondFactors" | "webhookSecrets") =>
    versions.reduce((total, one) => total + one[what], 0);
  const names = versions.map(({ version }) => `v${version}`).join(", ");
  const file = join(dataFolder, "kek");
  const hint = existsSync(file) ? ` An earlier start made one: LATCHKEY_KEK=v1:$(cat ${file})` : "";
  return (
    `${start}${sum("secrets")} secret(s), ${sum("secondFactors")} second factor(s) and ${sum("webhookSecrets")} webhook secret(s) ` +
    `are sealed under ${names}. ` +
    `Set LATCHKEY_KEK to what sealed them.${hint}`
  );
}

/**
 * Looks whether LATCHKEY_KEK is there where something needs it. A version that is missing among others stops nothing: keys are
 * verified without it, and what it sealed says so when it is asked for.
 * @param environment of the dashboard and the worker
 * @throws Failure naming what needs the key-encryption key when there is none at all
 */
export async function checkKek(
  databaseUrl: string,
  environment: NodeJS.ProcessEnv,
  dataFolder: string,
  say: (line: string) => void,
): Promise<void> {
  const keys = parseEnv(environment).LATCHKEY_KEK;
  const needed = await whatNeedsIt(databaseUrl, keys);
  if (keys.size === 0 && (needed.isRetrievable || needed.versions.length > 0)) {
    throw Object.assign(new Error(refusal(needed, dataFolder)), { name: "Failure" });
  }
  for (const { version, key } of needed.versions) {
    if (key === "missing")
      say(`  LATCHKEY_KEK lacks v${version}: what it sealed cannot be opened until it is added again.`);
    if (key === "wrong")
      say(`  LATCHKEY_KEK has another v${version} than the one that sealed what is stored: put that one back.`);
  }
}
