import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { contentHash, isFresh, removeStamp, writeStamp } from "./content-hash.mjs";
import { Failure } from "./failure.mjs";

const ENTRIES = {
  supervisor: "server/supervisor/main.ts",
  database: "server/database/main.ts",
  dashboard: "server/dashboard/main.ts",
  gateway: "server/gateway/main.ts",
  "flush-thread": "server/gateway/flush/flush-thread.ts",
  worker: "server/worker/main.ts",
  admin: "server/admin/main.ts",
  "author-migration": "server/database/author-migration.ts",
};
const FOLDER = ".build/server";
const SOURCES = ["server", "lib", "prisma/schema.prisma", "tsconfig.json", "package-lock.json"];
const notBundled = (path) => /\.test\.tsx?$|[\\/](generated|testing|bootstrap)$/.test(path);

const stampOf = (root) => join(root, FOLDER, ".from");
const sourceHash = (root) => contentHash(root, SOURCES, { ignored: notBundled });

export const serverIsBundled = (root) => isFresh(stampOf(root), sourceHash(root));

/** esbuild is a package of the project: it can only be loaded once they are installed. */
export async function loadEsbuild(root) {
  const file = createRequire(join(root, "package.json")).resolve("esbuild");
  return (await import(pathToFileURL(file).href)).default;
}

/** How server/ becomes plain JavaScript: one file a process, packages left in node_modules. */
export function bundleOptions(root, folder = FOLDER) {
  const entries = Object.entries(ENTRIES).filter(([, path]) => existsSync(join(root, path)));
  return {
    absWorkingDir: root,
    entryPoints: entries.map(([out, path]) => ({ out, in: path })),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    // "server-only" throws outside React's server graph; these processes are the server.
    alias: { "@": root, "server-only": join(root, "server/bootstrap/empty.mjs") },
    sourcemap: true,
    logLevel: "silent",
    metafile: true,
  };
}

export async function bundleServer(root) {
  removeStamp(stampOf(root));
  const hash = sourceHash(root);
  rmSync(join(root, FOLDER), { recursive: true, force: true });
  const esbuild = await loadEsbuild(root);
  try {
    await esbuild.build(bundleOptions(root));
  } catch (error) {
    const lines = (error.errors ?? []).map((e) => `${e.location?.file ?? ""}:${e.location?.line ?? ""} ${e.text}`);
    throw new Failure(`The server does not bundle:\n${lines.join("\n") || error.message}`);
  } finally {
    // Its service process would otherwise live as long as the supervisor.
    await esbuild.stop();
  }
  writeStamp(stampOf(root), hash);
}
