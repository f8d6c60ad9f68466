// npm run generate: the database client from prisma/schema.prisma.
import { fileURLToPath } from "node:url";
import { checkNode } from "./check-node.mjs";
import { reportFailure } from "./failure.mjs";
import { createProgress } from "./progress.mjs";
import { readSettings } from "./read-settings.mjs";
import { setUp } from "./set-up.mjs";

async function generate() {
  checkNode();
  const root = fileURLToPath(new URL("../..", import.meta.url));
  await setUp(["packages", "client"], readSettings(root), createProgress());
  return 0;
}

process.exitCode = await generate().catch(reportFailure);
