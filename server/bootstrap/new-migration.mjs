// npm run migration -- name: authors a migration from what changed in prisma/schema.prisma since HEAD.
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkNode } from "./check-node.mjs";
import { Failure, reportFailure } from "./failure.mjs";
import { createProgress } from "./progress.mjs";
import { readSettings } from "./read-settings.mjs";
import { setUp } from "./set-up.mjs";

async function newMigration() {
  checkNode();
  const settings = readSettings(fileURLToPath(new URL("../..", import.meta.url)));
  const [name, ...rest] = process.argv.slice(2);
  if (!/^[a-z0-9][a-z0-9_]*$/.test(name ?? "") || rest.length > 0) {
    process.stderr.write("Usage: npm run migration -- name_in_lower_case\n");
    return 2;
  }
  await setUp(["packages", "client", "server"], settings, createProgress(process.stderr));
  const bundle = join(settings.root, ".build/server/author-migration.mjs");
  const { authorMigration } = await import(pathToFileURL(bundle).href);
  const file = await authorMigration(settings.root, name);
  if (file === null) throw new Failure("prisma/schema.prisma has not changed since HEAD; there is nothing to migrate.");
  process.stdout.write(`${relative(settings.root, file)}\nRead it, complete it, commit it with the schema.\n`);
  return 0;
}

process.exitCode = await newMigration().catch(reportFailure);
