// npm run build: everything that npm start would have to make first, and nothing is started. For images and deployments.
import { fileURLToPath } from "node:url";
import { checkNode } from "./check-node.mjs";
import { reportFailure } from "./failure.mjs";
import { createProgress } from "./progress.mjs";
import { readSettings } from "./read-settings.mjs";
import { setUp } from "./set-up.mjs";

async function build() {
  checkNode();
  const root = fileURLToPath(new URL("../..", import.meta.url));
  await setUp(["packages", "client", "server", "dashboard"], readSettings(root), createProgress());
  return 0;
}

process.exitCode = await build().catch(reportFailure);
