import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { test as base } from "@playwright/test";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";
import { freePort } from "../../server/database/free-port";
import { makeTemporaryFolder } from "../../server/database/temporary-folder";
import { startTemporaryPostgres } from "../../server/database/temporary-postgres";

export type GatewayProcess = {
  url: string;
  port: number;
  /** All it printed so far. */
  output: () => string;
  /** @returns the exit code, once it has ended */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** A database, and gateways on it as processes of their own: the bundle that `npm start` runs, without the rest of it. */
export type GatewaySite = {
  serviceToken: string;
  /**
   * Each has a data folder; given again, a gateway comes back on its port and its folder, as after a restart. Resolves when
   * this path is answered with 200, which is `/readyz` unless another is asked for.
   */
  startGateway: (
    environment?: Record<string, string>,
    before?: GatewayProcess,
    answers?: "/readyz" | "/healthz",
  ) => Promise<GatewayProcess>;
};

const START_PATIENCE_MS = 20_000;
const bundle = join(process.env.SERVER_BUNDLES ?? ".build/server", "gateway.mjs");

/**
 * Tests with a site of their worker's own, on whose database this process works too: `insertKey` of lib/testing makes its
 * keys. Whatever is still running at the end is ended.
 */
export const test = base.extend<object, { site: GatewaySite }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      const postgres = await startTemporaryPostgres();
      const folder = makeTemporaryFolder("latchkey-gateways-");
      const children: ChildProcess[] = [];
      const settings = {
        DATABASE_URL: postgres.url("postgres"),
        NEXTAUTH_SECRET: "a secret only for tests, 32 characters or more",
      };
      Object.assign(process.env, settings);
      try {
        await applyMigrations(settings.DATABASE_URL);
        const serviceToken = await insertServiceToken();
        const startGateway: GatewaySite["startGateway"] = async (environment, before, answers = "/readyz") => {
          const port = before?.port ?? (await freePort());
          const own = { HOST: "127.0.0.1", GATEWAY_PORT: String(port), LATCHKEY_DATA_DIR: join(folder, String(port)) };
          const env = { ...process.env, NODE_ENV: "production", ...settings, ...own, ...environment };
          const child = spawn(process.execPath, ["--enable-source-maps", bundle], {
            env: env as unknown as NodeJS.ProcessEnv,
            stdio: ["ignore", "pipe", "pipe"],
          });
          children.push(child);
          return started(child, port, answers);
        };
        await use({ serviceToken, startGateway });
      } finally {
        for (const child of children) await end(child, "SIGKILL");
        await pool().end();
        await postgres.stop("immediate");
        rmSync(folder, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

async function started(child: ChildProcess, port: number, answers: string): Promise<GatewayProcess> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const isReady = (): Promise<boolean> =>
    fetch(url + answers).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (const until = Date.now() + START_PATIENCE_MS; !(await isReady()); await pause(50)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The gateway does not get ready:\n${output}`);
  }
  return { url, port, output: () => output, stop: (signal = "SIGTERM") => end(child, signal) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}

async function insertServiceToken(): Promise<string> {
  const { plaintext, hash, lastFour } = generateToken("service");
  await pool().query("INSERT INTO service_tokens (id, name, hash, last_four) VALUES ($1, 'test', $2, $3)", [
    newId(),
    hash,
    lastFour,
  ]);
  return plaintext;
}
