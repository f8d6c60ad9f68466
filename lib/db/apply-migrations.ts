import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { withSchemaEngine } from "./schema-engine";

// Any fixed number: it only has to be the same in every process that may migrate this database.
const MIGRATION_LOCK = 7_212_466_539;

async function readMigrations(folder: string) {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((e) => e.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: await readFile(join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  );
}

/**
 * What `prisma migrate deploy` does: applies what is not yet applied, in order, each once, checksums kept in
 * `_prisma_migrations`. Several processes may call it at once; an advisory lock lets one work.
 * @param root the project's folder
 * @returns the names of the migrations applied now
 */
export async function applyMigrations(databaseUrl: string, root = process.cwd()): Promise<string[]> {
  const folder = join(root, "prisma/migrations");
  const guard = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await guard.connect();
  try {
    await guard.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const schema = await readFile(join(root, "prisma/schema.prisma"), "utf8");
    const migrationDirectories = await readMigrations(folder);
    const lockfile = await readFile(join(folder, "migration_lock.toml"), "utf8");
    return await withSchemaEngine(databaseUrl, schema, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: {
          baseDir: folder,
          lockfile: { path: "migration_lock.toml", content: lockfile },
          shadowDbInitScript: "",
          migrationDirectories,
        },
        filters: { externalTables: [], externalEnums: [] },
      });
      return appliedMigrationNames;
    });
  } finally {
    await guard.end();
  }
}
