import { readFile } from "node:fs/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { applyMigrations } from "./apply-migrations";
import { pool } from "./pool";
import { withSchemaEngine } from "./schema-engine";

const url = () => process.env.DATABASE_URL as string;

test("migrations are applied once, whoever asks again and however many at a time", async () => {
  const again = await Promise.all([applyMigrations(url()), applyMigrations(url()), applyMigrations(url())]);
  expect(again).toEqual([[], [], []]);
});

test("the migrated database has every column and index that schema.prisma describes", async () => {
  const schema = await readFile("prisma/schema.prisma", "utf8");
  const { stdout } = await withSchemaEngine(url(), schema, (engine) =>
    engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
      script: true,
      exitCode: false,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  await pool().query("CREATE DATABASE drift_check");
  const fresh = new pg.Client({ connectionString: new URL("/drift_check", url()).href });
  await fresh.connect();
  await fresh.query(stdout ?? "");
  const described = await fresh.query(COLUMNS_AND_INDEXES);
  await fresh.end();
  await pool().query("DROP DATABASE drift_check");
  const migrated = await pool().query(COLUMNS_AND_INDEXES);
  const lines = new Set(migrated.rows.map((row) => row.line));
  expect(described.rows.length).toBeGreaterThan(80);
  expect(described.rows.map((row) => row.line).filter((line) => !lines.has(line))).toEqual([]);
});

const COLUMNS_AND_INDEXES = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' ||
         coalesce(column_default, '-') || ' ' || coalesce(character_maximum_length::text, '-') AS line
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'`;
