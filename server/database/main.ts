// The guardian: a process of its own that starts PostgreSQL and, whatever becomes of the supervisor, stops it.
import { exitWithParent } from "../supervisor/exit-with-parent";
import { readCluster } from "./cluster";
import { startEmbeddedPostgres } from "./embedded-postgres";

const dataFolder = process.env.LATCHKEY_DATA_DIR;
if (dataFolder === undefined) throw new Error("LATCHKEY_DATA_DIR is not set; npm start sets it.");

let stopping = false;
const started = startEmbeddedPostgres({ ...readCluster(dataFolder), say: console.log });

const stop = async (): Promise<void> => {
  const how = stopping ? "immediate" : "fast";
  stopping = true;
  const postgres = await started.catch(() => undefined);
  await postgres?.stop(how);
  process.exit(0);
};
process.on("SIGTERM", stop);
exitWithParent({ hardAfterMs: 25_000 });

started.then(
  async (postgres) => {
    await postgres.ended;
    if (stopping) return;
    console.error("PostgreSQL ended by itself; its log is postgres.log in the data folder.");
    process.exit(1);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
