import { existsSync } from "node:fs";
import { join } from "node:path";
import { contentHash, isFresh, removeStamp, writeStamp } from "./content-hash.mjs";
import { Failure } from "./failure.mjs";
import { runCommand } from "./run-command.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "proxy.ts",
  "mdx-components.tsx",
  "next.config.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tailwind.config.ts",
  "tsconfig.json",
  "prisma/schema.prisma",
  "package.json",
  "package-lock.json",
];
const notBuilt = (path) => /\.test\.tsx?$|[\\/](generated|testing)$/.test(path);

const stampOf = (root) => join(root, ".next/.from");
const sourceHash = (root) => contentHash(root, SOURCES, { ignored: notBuilt });

export const dashboardIsBuilt = (root) =>
  existsSync(join(root, ".next/BUILD_ID")) && isFresh(stampOf(root), sourceHash(root));

/** `next build`; on failure its whole output. `background`: as runCommand's. */
export async function buildDashboard(root, environment, background) {
  removeStamp(stampOf(root));
  const hash = sourceHash(root);
  const { code, output } = await runCommand(
    process.execPath,
    [join(root, "node_modules/next/dist/bin/next"), "build"],
    { cwd: root, env: { ...environment, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, background },
  );
  if (code !== 0) throw new Failure(`next build ended with code ${code}:\n${output.trimEnd()}`);
  writeStamp(stampOf(root), hash);
}
