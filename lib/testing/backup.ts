import pg from "pg";
import { env } from "@/lib/env";

/**
 * A copy of the test file's database as it is now.
 * @returns puts the copy in the database's place, as an operator does after a loss; every connection is broken by it
 */
export async function takeBackup(): Promise<() => Promise<void>> {
  const url = new URL(env().DATABASE_URL);
  const name = url.pathname.slice(1);
  const backup = `${name}_backup`;
  url.pathname = "/postgres";
  const asAdmin = async (...statements: string[]): Promise<void> => {
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    try {
      for (const statement of statements) await admin.query(statement);
    } finally {
      await admin.end();
    }
  };
  const leave = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
  await asAdmin(leave, `CREATE DATABASE ${backup} TEMPLATE ${name}`);
  return () => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`, `ALTER DATABASE ${backup} RENAME TO ${name}`);
}
