import { existsSync } from "node:fs";
import { join } from "node:path";
import { contentHash, isFresh, writeStamp } from "../server/bootstrap/content-hash.mjs";
import { endCommands, runCommand } from "../server/bootstrap/run-command.mjs";
import type { Workbench } from "./workbench";

const NEXT = "node_modules/next/dist/bin/next";

/** The Next.js peer, built with the product's own Next when it or Next has changed. @returns its folder and Next's script */
export async function buildNextPeer({
  root,
  environment,
  onClose,
}: Workbench): Promise<{ folder: string; next: string }> {
  const folder = join(root, "bench/next-peer");
  const next = join(root, NEXT);
  const stamp = join(folder, ".next/.from");
  const hash = contentHash(root, ["bench/next-peer/app", "bench/next-peer/next.config.mjs", "package-lock.json"]);
  if (existsSync(join(folder, ".next/BUILD_ID")) && isFresh(stamp, hash)) return { folder, next };
  const env = { ...environment, NODE_ENV: "production" };
  onClose(endCommands);
  const { code, output } = await runCommand(process.execPath, [next, "build"], { cwd: folder, env });
  if (code !== 0) throw new Error(`The Next.js peer does not build:\n${output}`);
  writeStamp(stamp, hash);
  return { folder, next };
}
