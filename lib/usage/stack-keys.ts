import type { UsageCounts, UsagePoint } from "./point";

const MOST = 5;

/** A key and its requests in each bucket; `keyId` null: all keys together that are not drawn by themselves. */
export type KeyStack = { keyId: string | null; requests: number; counts: number[] };

/** The keys with the most requests, largest first: as many as can be told apart. */
export const largestKeys = (totals: ReadonlyMap<string, UsageCounts>): string[] =>
  [...totals]
    .filter(([, { requests }]) => requests > 0)
    .sort(([a, x], [b, y]) => y.requests - x.requests || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([keyId]) => keyId);

/**
 * The requests of all keys, divided: the keys asked for, and what is left for all others. In each bucket and in total the
 * parts add up to the whole, as long as `points` were read after `byKey`: usage only grows.
 */
export function stackKeys(
  points: readonly UsagePoint[],
  byKey: ReadonlyMap<string, readonly UsagePoint[]>,
  keyIds: readonly string[],
): KeyStack[] {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const stacks = keyIds.map((keyId): KeyStack => {
    const counts = points.map((_, i) => byKey.get(keyId)?.[i]?.requests ?? 0);
    return { keyId, requests: sum(counts), counts };
  });
  const left = points.map(({ requests }, i) => Math.max(0, requests - sum(stacks.map(({ counts }) => counts[i] ?? 0))));
  return sum(left) === 0 ? stacks : [...stacks, { keyId: null, requests: sum(left), counts: left }];
}
