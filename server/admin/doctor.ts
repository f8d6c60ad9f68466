import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { measureSpool, SPOOL_WORRY_BYTES } from "@/lib/usage/spool/measure-spool";
import { versionsInUse } from "@/lib/vault/versions-in-use";
import { answersHttp } from "../supervisor/answers-http";
import type { Settings } from "../supervisor/settings";
import type { Command } from "./command";

type Check = { name: string; ok: boolean; detail: string };

const MEGABYTE = 1024 * 1024;

const attempt = async (name: string, work: () => Promise<string>): Promise<Check> => {
  try {
    return { name, ok: true, detail: await work() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
};

async function checkDatabase(): Promise<string> {
  const { rows } = await pool().query("SELECT current_setting('server_version') AS version");
  return `PostgreSQL ${rows[0].version}`;
}

/** Not a failure: that the role is a superuser is the operator's choice, and the triggers stand. */
async function checkTrail(): Promise<string> {
  const { rows } = await pool().query("SELECT has_table_privilege('audit_events', 'UPDATE') AS may");
  return rows[0].may
    ? "append-only by trigger; use a database role that is no superuser, and it is by privilege too"
    : "append-only by trigger and by privilege";
}

async function checkMigrations({ root }: Settings): Promise<string> {
  const { rows } = await pool().query(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL",
  );
  const applied = new Set(rows.map((row) => row.name));
  const known = readdirSync(join(root, "prisma/migrations"), { withFileTypes: true }).filter((e) => e.isDirectory());
  const missing = known.map((entry) => entry.name).filter((name) => !applied.has(name));
  if (missing.length > 0) throw new Error(`not applied: ${missing.join(", ")}; run npm run admin -- migrate`);
  return `${known.length} applied`;
}

async function checkSealed(): Promise<string> {
  const versions = await versionsInUse(pool(), env().LATCHKEY_KEK);
  const closed = versions.filter(({ key }) => key !== "opens").map(({ version }) => `v${version}`);
  if (closed.length === 0) return versions.length === 0 ? "nothing is sealed" : "LATCHKEY_KEK opens what is sealed";
  throw new Error(`LATCHKEY_KEK cannot open what ${closed.join(", ")} sealed; see npm run admin -- kek status`);
}

async function checkGateway({ gatewayUrl, host, gatewayPort }: Settings): Promise<string> {
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  if (await answersHttp(`http://${here}:${gatewayPort}/readyz`, (status) => status === 200))
    return `ready, ${gatewayUrl}`;
  throw new Error(`not ready at ${gatewayUrl}; start it with npm start`);
}

async function checkSpool({ dataFolder }: Settings): Promise<string> {
  const { files, bytes } = await measureSpool(dataFolder);
  const text = `${(bytes / MEGABYTE).toFixed(1)} MB in ${files} file(s)`;
  if (bytes > SPOOL_WORRY_BYTES) throw new Error(`${text}: the gateway cannot write it to the database`);
  return text;
}

export const doctor: Command = {
  name: "doctor",
  usage: "",
  summary:
    "checks Node, data folder, database, migrations, what is sealed, the trail's rights, gateway and spool; exit code 1 when one fails",
  required: [],
  needsDatabase: false,
  run: async (_, { settings, isRunning }) => {
    const hasDatabase = settings.databaseUrl !== undefined;
    const detail = isRunning ? "npm start is not ready yet" : "the embedded PostgreSQL does not run; use npm start";
    const stopped = { ok: false, detail };
    const checks: Check[] = [
      { name: "node", ok: true, detail: process.versions.node },
      await attempt(
        "data folder",
        async () => `${settings.dataFolder}, ${statSync(settings.dataFolder).mode.toString(8)}`,
      ),
      hasDatabase ? await attempt("database", checkDatabase) : { name: "database", ...stopped },
      hasDatabase ? await attempt("migrations", () => checkMigrations(settings)) : { name: "migrations", ...stopped },
      hasDatabase ? await attempt("sealed", checkSealed) : { name: "sealed", ...stopped },
      hasDatabase ? await attempt("trail", checkTrail) : { name: "trail", ...stopped },
      await attempt("gateway", () => checkGateway(settings)),
      await attempt("spool", () => checkSpool(settings)),
    ];
    const ok = checks.every((check) => check.ok);
    const lines = checks.map((check) => `${check.ok ? "ok  " : "FAIL"}  ${check.name.padEnd(12)} ${check.detail}`);
    return { json: { ok, checks }, text: lines.join("\n"), exitCode: ok ? 0 : 1 };
  },
};
