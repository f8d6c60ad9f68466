import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { DomainError } from "@/lib/errors";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { renewKeyVersions } from "@/lib/restore/renew-key-versions";
import { type Replayed, replayTrail } from "@/lib/restore/replay-trail";
import type { Command } from "./command";
import { fileAsTyped } from "./file-as-typed";

async function exportsAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new DomainError("invalid", `There is no ${path}. Check the path.`);
  if (!found.isDirectory()) return [path];
  const files = (await readdir(path)).filter((name) => name.endsWith(".json")).sort();
  if (files.length === 0) throw new DomainError("invalid", `${path} holds no export. Name its folder, or one file.`);
  return files.map((name) => join(path, name));
}

const listed = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([action, n]) => `${n} ${action}`)
    .join(", ");

function inWords({ team, shared, lost, done, other, left }: Replayed, dryRun: boolean): string[] {
  const stopped = listed(done);
  return [
    `${team}: the database has ${shared} of ${shared + lost} events.`,
    ...(stopped === "" ? [] : [`  ${dryRun ? "To be taken away" : "Taken away"} again: ${stopped}`]),
    ...(Object.keys(other).length === 0 ? [] : [`  Not done again, read them in the export: ${listed(other)}`]),
    ...left.map((words) => `  By hand: ${words}`),
  ];
}

export const applyTrails: Command = {
  name: "restore apply",
  usage: "[--from FILE-OR-FOLDER] [--dry-run]",
  summary:
    "after a restored backup: ends again what the exported trails say was ended since, so that no revoked key comes back, and marks every key as changed; exit code 1 when something is left to do by hand",
  required: [],
  optional: ["from"],
  switches: ["dry-run"],
  run: async ({ from, "dry-run": dry }) => {
    const dryRun = dry !== undefined;
    const files = from === undefined ? [] : await exportsAt(fileAsTyped(from));
    const trails: Replayed[] = [];
    for (const file of files) trails.push(await replayTrail(COMMAND_LINE, file, dryRun));
    const keys = dryRun ? 0 : await renewKeyVersions();
    if (!dryRun) await heardByGateways();
    const lines = [
      ...trails.flatMap((trail) => inWords(trail, dryRun)),
      ...(files.length === 0
        ? ["Without an export nobody knows what was revoked after the backup. See /docs/operate/backup."]
        : []),
      ...(dryRun
        ? ["Nothing was changed."]
        : [`${keys} key(s) are marked as changed, so that every gateway reads them anew.`]),
    ];
    const hasLeft = trails.some(({ left }) => left.length > 0);
    return { json: { dryRun, trails, keys }, text: lines.join("\n"), exitCode: hasLeft ? 1 : 0 };
  },
};
