import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";

/**
 * A database that `fill` filled while it had only the migrations before `change`, looked at after all the others.
 * @param change a migration's name
 */
export async function upgradedDatabase(
  change: string,
  fill: (client: pg.Client) => Promise<void>,
  look: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "latchkey-upgrade-"));
  // Of its own: other files upgrade one at the same time.
  const name = `upgraded_${newId().replaceAll("-", "")}`;
  await pool().query(`CREATE DATABASE ${name}`);
  const url = new URL(`/${name}`, process.env.DATABASE_URL).href;
  const on = async (work: (client: pg.Client) => Promise<void>): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  try {
    cpSync("prisma", join(root, "prisma"), { recursive: true });
    for (const migration of readdirSync(join(root, "prisma/migrations"))) {
      if (migration >= change && migration !== "migration_lock.toml")
        rmSync(join(root, "prisma/migrations", migration), { recursive: true });
    }
    await applyMigrations(url, root);
    await on(fill);
    await applyMigrations(url);
    await on(look);
  } finally {
    await pool().query(`DROP DATABASE ${name} WITH (FORCE)`);
    rmSync(root, { recursive: true, force: true });
  }
}
