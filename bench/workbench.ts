import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { pool } from "@/lib/db/pool";
import { startEmbeddedPostgres } from "@/server/database/embedded-postgres";
import { freePort } from "@/server/database/free-port";
import { livePostmaster } from "@/server/database/settle-old-postmaster";

/** What everything in a run works with; `close` ends all of it and leaves nothing behind. */
export type Workbench = {
  root: string;
  /** A folder of the run's own. */
  folder: string;
  /** For the servers under test. */
  environment: Record<string, string>;
  databaseUrl: (name: string) => string;
  /** Ends PostgreSQL as a crash does: kill -9 of its first process, or an immediate shutdown of all of them. */
  crashDatabase(how: "kill" | "immediate"): Promise<void>;
  /** Starts it again where it was. Resolves when it answers. */
  startDatabase(): Promise<void>;
  /** For commands that the run waits for: they end with it. */
  signal: AbortSignal;
  /** Runs at the end, the latest first. */
  onClose(work: () => unknown): void;
  close(): Promise<void>;
};

/** A PostgreSQL as durable as in production, migrated, and this process's domain functions pointed to it. */
export async function openWorkbench(root: string, given: Record<string, string>): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-bench-"));
  // As root PostgreSQL runs as another user, who must get through.
  chmodSync(folder, 0o755);
  const endings: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const ending = new AbortController();
  const close = async (): Promise<void> => {
    ending.abort();
    for (let end = endings.pop(); end !== undefined; end = endings.pop()) await end();
  };
  try {
    const place = { folder: join(folder, "postgres"), port: await freePort(), password: "bench" };
    let postgres = await startEmbeddedPostgres(place);
    endings.push(() => postgres.stop());
    const settings = {
      DATABASE_URL: postgres.url("postgres"),
      NEXTAUTH_SECRET: "a secret only for a benchmark, 32 characters or more",
      LATCHKEY_DATA_DIR: join(folder, "data"),
      GATEWAY_WORKERS: "1",
    };
    Object.assign(process.env, settings);
    endings.push(() => pool().end());
    await applyMigrations(settings.DATABASE_URL, root);
    const environment = { ...given, ...settings };
    return {
      root,
      folder,
      environment,
      databaseUrl: postgres.url,
      async crashDatabase(how) {
        const pid = livePostmaster(place.folder);
        if (how === "immediate" || pid === undefined) await postgres.stop("immediate");
        else process.kill(pid, "SIGKILL");
        await postgres.ended;
      },
      async startDatabase() {
        postgres = await startEmbeddedPostgres(place);
      },
      signal: ending.signal,
      onClose: (work) => endings.push(work),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
