import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clock } from "@/lib/clock";
import { withSchemaEngine } from "@/lib/db/schema-engine";
import { startTemporaryPostgres } from "./temporary-postgres";

const SCHEMA = "prisma/schema.prisma";

const schemaAtHead = (root: string): string => {
  try {
    return execFileSync("git", ["show", `HEAD:${SCHEMA}`], { cwd: root, encoding: "utf8" });
  } catch (error) {
    throw new Error(`git cannot show ${SCHEMA} at HEAD: a migration is the difference to what was committed.`, {
      cause: error,
    });
  }
};

/**
 * Writes prisma/migrations/<UTC time>_<name>/migration.sql: what leads from the committed schema to the one in the work
 * tree. To be read and completed by hand (checks, triggers, data) before it is committed.
 * @returns the file, or null when the schema has not changed
 */
export async function authorMigration(root: string, name: string): Promise<string | null> {
  const [before, after] = [schemaAtHead(root), readFileSync(join(root, SCHEMA), "utf8")];
  const asFile = (content: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content }],
  });
  const postgres = await startTemporaryPostgres();
  try {
    const { stdout } = await withSchemaEngine(postgres.url("postgres"), after, (engine) =>
      engine.diff({
        from: asFile(before),
        to: asFile(after),
        script: true,
        exitCode: false,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    if (!stdout || /^\s*(--[^\n]*\s*)*$/.test(stdout)) return null;
    const time = clock.now().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = join(root, "prisma/migrations", `${time}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "migration.sql"), stdout);
    return join(folder, "migration.sql");
  } finally {
    await postgres.stop();
  }
}
