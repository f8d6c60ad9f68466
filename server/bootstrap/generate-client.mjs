import { join } from "node:path";
import { contentHash, isFresh, removeStamp, writeStamp } from "./content-hash.mjs";
import { Failure } from "./failure.mjs";
import { lastLines, runCommand } from "./run-command.mjs";

const stampOf = (root) => join(root, "lib/db/generated/.from");
const schemaHash = (root) => contentHash(root, ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);

export const clientIsGenerated = (root) => isFresh(stampOf(root), schemaHash(root));

export async function generateClient(root, environment) {
  removeStamp(stampOf(root));
  const { code, output } = await runCommand(
    process.execPath,
    [join(root, "node_modules/prisma/build/index.js"), "generate", "--no-hints"],
    {
      cwd: root,
      // `generate` never runs the native schema engine, only insists on one: any executable saves a download that many
      // networks block.
      env: {
        ...environment,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: "1",
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
      },
    },
  );
  if (code !== 0) throw new Failure(`prisma generate ended with code ${code}:\n${lastLines(output)}`);
  writeStamp(stampOf(root), schemaHash(root));
}
