import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { exportTrails } from "@/lib/restore/export-trails";
import type { Command } from "./command";
import { fileAsTyped } from "./file-as-typed";

export const exportAudit: Command = {
  name: "audit export",
  usage: "--to FOLDER",
  summary:
    "every team's trail and the deployment's own, each whole, as a file of FOLDER; after a restore they tell what must not come back",
  required: ["to"],
  run: async ({ to = "" }) => {
    const folder = fileAsTyped(to);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const files: string[] = [];
    for await (const { slug, text } of exportTrails(COMMAND_LINE)) {
      const file = join(folder, `${slug}.json`);
      // The one before stays until the new one is whole.
      await pipeline(text, createWriteStream(`${file}.part`, { mode: 0o600 }));
      await rename(`${file}.part`, file);
      files.push(file);
    }
    return { json: { folder, files }, text: `${files.length} trail(s) are in ${folder}.` };
  },
};
