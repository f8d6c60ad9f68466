import { readFile } from "node:fs/promises";
import { log } from "@/lib/log";
import { refusalsIn } from "@/lib/refusals/refusal-line";
import { storeRefusals } from "@/lib/refusals/store-refusals";
import { usageStore } from "../open-usage-store";
import type { Flushed } from "./segment";

export type SegmentFile = { id: string; path: string };

/**
 * Counts the segments that these files hold, in one transaction.
 * @returns in their order what UsageStore.count says; null for a file that is gone: counted by a process that took it over, or
 *   removed by hand
 * @throws whatever stopped the reading or the transaction; nothing is counted then
 */
export type FlushFiles = (files: readonly SegmentFile[]) => Promise<(Flushed | null)[]>;

export const flushFiles: FlushFiles = async (files) => {
  // Read before any is claimed: a claimed segment whose file is gone would be counted by nobody.
  const contents = await Promise.all(files.map(({ path }) => readFile(path).catch(unlessGone)));
  const segments = files.flatMap(({ id }, i) => {
    const content = contents[i] ?? null;
    return content === null ? [] : [{ id, content }];
  });
  const flushed = segments.length === 0 ? [] : await usageStore().count(segments);
  await keepRefusals(segments.filter((_, i) => flushed[i]?.counted));
  const next = flushed.values();
  return contents.map((content) => (content === null ? null : (next.next().value ?? null)));
};

/** What explains refusals must never hold up what counts: what cannot be kept is left out. */
async function keepRefusals(segments: readonly { content: Buffer }[]): Promise<void> {
  const refusals = segments.flatMap(({ content }) => refusalsIn(content));
  if (refusals.length === 0) return;
  await storeRefusals(refusals).catch((error: unknown) => {
    log.warn({ error: String(error), refusals: refusals.length }, "refused requests could not be kept for explaining");
  });
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
