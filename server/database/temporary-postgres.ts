import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import { freePort } from "./free-port";

/** A PostgreSQL for the length of a command or a test run; `stop` also removes its folder. Not durable. */
export async function startTemporaryPostgres(): Promise<RunningPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-postgres-"));
  // As root PostgreSQL runs as another user, who must get through.
  chmodSync(folder, 0o755);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const options = { folder: join(folder, "postgres"), port: await freePort(), password: "temporary", durable: false };
    const postgres = await startEmbeddedPostgres(options);
    return { ...postgres, stop: (how) => postgres.stop(how).finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
