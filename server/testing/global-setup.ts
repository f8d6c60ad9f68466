import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { startTemporaryPostgres } from "../database/temporary-postgres";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    templateDatabase: string;
  }
}

/** One real PostgreSQL for the run and one migrated template; setup.ts copies it for each test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_POSTGRES_URL;
  const started = given === undefined ? await startTemporaryPostgres() : undefined;
  const postgresUrl = given ?? started?.url("postgres") ?? "";
  const templateDatabase = `latchkey_template_${process.pid}`;

  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${templateDatabase}`);
  await applyMigrations(new URL(`/${templateDatabase}`, postgresUrl).href, project.config.root);
  project.provide("postgresUrl", postgresUrl);
  project.provide("templateDatabase", templateDatabase);

  return async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${templateDatabase} WITH (FORCE)`);
    await admin.end();
    await started?.stop();
  };
}
