import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";

const database = `latchkey_test_${randomBytes(6).toString("hex")}`;
const server = new URL(inject("postgresUrl"));

Object.assign(process.env, { NODE_ENV: "test" });
process.env.DATABASE_URL = new URL(`/${database}`, server).href;
process.env.NEXTAUTH_SECRET = "a secret only for tests, 32 characters or more";

const asAdmin = async (statement: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: server.href });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
};

// Every test file works on a database of its own, copied from the migrated template.
beforeAll(() => asAdmin(`CREATE DATABASE ${database} TEMPLATE ${inject("templateDatabase")}`));

afterAll(async () => {
  // The pool of lib/db/pool, if there is one: many a file imports nothing of all that stands behind it.
  await (globalThis as { latchkeyPool?: pg.Pool }).latchkeyPool?.end();
  await asAdmin(`DROP DATABASE ${database} WITH (FORCE)`);
});
