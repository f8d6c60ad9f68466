import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { startEmbeddedPostgres } from "../database/embedded-postgres";
import { freePort } from "./free-port";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    templateDatabase: string;
  }
}

/** One real PostgreSQL for the run and one migrated template; setup.ts copies it for each test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-test-"));
  chmodSync(folder, 0o755);
  const given = process.env.TEST_POSTGRES_URL;
  const started = given
    ? undefined
    : await startEmbeddedPostgres({ folder: join(folder, "postgres"), port: await freePort(), password: "test" });
  const postgresUrl = given ?? (started?.url("postgres") as string);
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
    rmSync(folder, { recursive: true, force: true });
  };
}
