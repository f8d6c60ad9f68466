import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { createWriteStream, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { readId } from "@/lib/ids";
import { makeTemporaryFolder } from "../../server/database/temporary-folder";
import { freePort } from "../../server/testing/free-port";

/** The product as `npm start` runs it, on ports and a data folder of its own. */
export type Instance = {
  dashboard: string;
  gateway: string;
  folder: string;
  /** The gateway's or the worker's process: as the system knows it, not as the product says. */
  pidOf: (process: "gateway" | "worker") => number;
  /** All it printed so far. */
  output: () => string;
  /** A connection to its database, closed after `work`. */
  database: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  /** Verifications counted about a key (its shown id), in the database. */
  requestsOf: (keyId: string) => Promise<number>;
  /** Usage segments on disk that hold something not yet in the database. */
  spooledSegments: () => number;
  /** Runs `npm run admin -- …` against it and reads the one JSON object it prints. */
  admin: <T>(...words: string[]) => Promise<T>;
  stop: () => Promise<number | null>;
};

async function withDatabase<T>(folder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { DATABASE_URL } = JSON.parse(readFileSync(join(folder, "data/connection.json"), "utf8"));
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function pidOf(name: string, supervisor: number): number {
  const processes = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const parsed = processes.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)?.slice(1) ?? []);
  const found = parsed.find(([, parent, args]) => Number(parent) === supervisor && args?.includes(`${name}.mjs`));
  if (!found) throw new Error(`No ${name} runs.`);
  return Number(found[0]);
}

const START_WITHIN_MS = 240_000;

export async function startInstance(...flags: string[]): Promise<Instance> {
  const folder = makeTemporaryFolder("latchkey-e2e-");
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    LATCHKEY_DATA_DIR: join(folder, "data"),
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    // Playwright's own; the product decides for itself.
    NODE_ENV: undefined,
    DATABASE_URL: undefined,
  } as unknown as NodeJS.ProcessEnv;
  const logFile = join(folder, "output.log");
  const log = createWriteStream(logFile);
  const child = spawn(process.execPath, ["server/bootstrap/start.mjs", ...flags], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const instance: Instance = {
    dashboard: `http://127.0.0.1:${port}`,
    gateway: `http://127.0.0.1:${gatewayPort}`,
    folder,
    pidOf: (name) => pidOf(name, child.pid ?? 0),
    output: () => readFileSync(logFile, "utf8"),
    database: (work) => withDatabase(folder, work),
    requestsOf: async (keyId) => {
      const counts = [
        "allowed",
        "expired",
        "revoked",
        "disabled",
        "ip_forbidden",
        "insufficient_scope",
        "rate_limited",
      ];
      const sql = `SELECT coalesce(sum(${counts.join(" + ")}), 0)::int AS n FROM usage_minutes WHERE key_id = $1`;
      const { rows } = await withDatabase(folder, (client) => client.query(sql, [readId("key", keyId)]));
      return rows[0].n;
    },
    spooledSegments: () =>
      readdirSync(join(folder, "data"), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.name.endsWith(".spool") && statSync(join(entry.parentPath, entry.name)).size > 0,
      ).length,
    admin: async <T>(...words: string[]) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["server/bootstrap/admin.mjs", ...words, "--json"],
        { env },
      );
      return JSON.parse(stdout) as T;
    },
    stop: () => stop(child, folder),
  };
  await ready(instance, child);
  return instance;
}

async function ready(instance: Instance, child: ChildProcess): Promise<void> {
  const answers = (url: string): Promise<boolean> =>
    fetch(url, { redirect: "manual" }).then(
      (r) => r.status < 500,
      () => false,
    );
  for (const deadline = Date.now() + START_WITHIN_MS; Date.now() < deadline; ) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${instance.output()}`);
    if ((await answers(`${instance.gateway}/readyz`)) && (await answers(`${instance.dashboard}/sign-in`))) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`npm start did not answer in ${START_WITHIN_MS / 1_000} s:\n${instance.output()}`);
}

async function stop(child: ChildProcess, folder: string): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) =>
    child.exitCode !== null ? resolve(child.exitCode) : child.once("exit", resolve),
  );
  child.kill("SIGTERM");
  const code = await ended;
  rmSync(folder, { recursive: true, force: true });
  return code;
}
