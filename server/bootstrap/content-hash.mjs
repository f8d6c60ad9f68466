import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Every file under the path, sorted, so that the same content has the same hash on every machine. */
function listFiles(path, ignored) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !ignored(join(path, entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name), ignored) : [join(path, entry.name)]));
}

/** SHA-256 over names and contents. What is not built from (tests, generated code) is left out by `ignored`. */
export function contentHash(root, paths, { ignored = () => false, extra = "" } = {}) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${extra}\n`);
  for (const path of paths) {
    for (const file of listFiles(join(root, path), ignored)) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest("hex");
}

/** A stamp lies inside what it vouches for, so that deleting that deletes the stamp too. */
export const isFresh = (stamp, hash) => existsSync(stamp) && readFileSync(stamp, "utf8") === hash;

export const removeStamp = (stamp) => rmSync(stamp, { force: true });

export function writeStamp(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}
