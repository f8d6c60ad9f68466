import { rmSync } from "node:fs";
import { join } from "node:path";
import { type PostgresOptions, type RunningPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import { freePort } from "./free-port";
import { makeTemporaryFolder } from "./temporary-folder";

/** A PostgreSQL for the length of a command or a test run; `stop` also removes its folder. Not durable. */
export async function startTemporaryPostgres({
  connections,
}: Pick<PostgresOptions, "connections"> = {}): Promise<RunningPostgres> {
  const folder = makeTemporaryFolder("latchkey-postgres-");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const [place, port] = [join(folder, "postgres"), await freePort()];
    const options = { folder: place, port, password: "temporary", durable: false, connections };
    const postgres = await startEmbeddedPostgres(options);
    return { ...postgres, stop: (how) => postgres.stop(how).finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
