import { readFile } from "node:fs/promises";
import { join } from "node:path";

export type Version = { version: string; commit: string | null; node: string };

const at = (...path: string[]): string => join(/* turbopackIgnore: true */ process.cwd(), ...path);
const text = (...path: string[]): Promise<string> => readFile(at(...path), "utf8");

/** The commit checked out, where this runs from a checkout; an image or an archive has none. */
async function readCommit(): Promise<string | null> {
  try {
    const head = (await text(".git", "HEAD")).trim();
    const [, ref] = /^ref: (refs\/[\w./-]+)$/.exec(head) ?? [];
    if (ref === undefined) return /^[0-9a-f]{40}$/.test(head) ? head : null;
    const loose = await text(".git", ...ref.split("/")).catch(() => null);
    if (loose !== null) return loose.trim();
    const packed = await text(".git", "packed-refs");
    return (
      packed
        .split("\n")
        .find((line) => line.endsWith(` ${ref}`))
        ?.slice(0, 40) ?? null
    );
  } catch {
    return null;
  }
}

/** What runs here. */
export async function readVersion(): Promise<Version> {
  const [manifest, commit] = await Promise.all([text("package.json"), readCommit()]);
  return { version: JSON.parse(manifest).version, commit, node: process.versions.node };
}
