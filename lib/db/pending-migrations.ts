import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

const TABLE_IS_MISSING = "42P01";

/**
 * The names of this version's migrations that the database does not have yet, in order. Changes nothing.
 * @param root the project's folder
 */
export async function pendingMigrations(databaseUrl: string, root: string): Promise<string[]> {
  const entries = await readdir(join(root, "prisma/migrations"), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const applied = await client
      .query("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL")
      .then(({ rows }) => new Set(rows.map((row) => row.migration_name as string)))
      .catch((error: { code?: string }) => {
        if (error.code === TABLE_IS_MISSING) return new Set<string>();
        throw error;
      });
    return names.filter((name) => !applied.has(name)).sort();
  } finally {
    await client.end();
  }
}
