import { pendingMigrations } from "@/lib/db/pending-migrations";

/**
 * A gateway alone applies no migrations: several of them, of different versions perhaps, start on one database.
 * @throws Failure naming what is missing and who applies it
 */
export async function checkSchema(databaseUrl: string, root: string): Promise<void> {
  const pending = await pendingMigrations(databaseUrl, root);
  if (pending.length === 0) return;
  const message =
    `The database lacks ${pending.length} migration(s) of this version: ${pending.join(", ")}. A gateway alone applies none. ` +
    "Start this version where the dashboard runs first (npm start with the same DATABASE_URL), then this gateway again.";
  throw Object.assign(new Error(message), { name: "Failure" });
}
