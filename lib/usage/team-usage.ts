import type { Breakdown } from "./breakdown";
import { usageStore } from "./open-usage-store";
import type { Usage, UsageCounts } from "./point";
import type { UsageRange } from "./range";
import { type KeyStack, largestKeys, stackKeys } from "./stack-keys";
import type { TeamScope } from "./usage-store";

export type TeamKeys = {
  /** Of each key that is told by itself, by its uuid; with latency. */
  totals: Map<string, UsageCounts>;
  /** Requests of all other keys together. */
  elsewhere: number;
};

export type TeamUsage = {
  usage: Usage;
  /** Of the period before, where one was asked for. */
  before: Usage | null;
  breakdown: Breakdown;
  keys: TeamKeys;
  /** Requests by key, where they were asked for. */
  stack: KeyStack[] | null;
};

type Asked = {
  range: UsageRange;
  previous: UsageRange | null;
  byKey: boolean;
  /** Every key with usage, not only the largest and those most in trouble: a large team's take a second. */
  everyKey: boolean;
};

/** Everything that a team's page tells of a range. */
export async function teamUsage(team: TeamScope, { range, previous, byKey, everyKey }: Asked): Promise<TeamUsage> {
  const store = usageStore();
  const reading = store.breakdown(team, range);
  const keyIds = everyKey
    ? store.totalsByKey(team, range).then((every) => [...every.keys()])
    : reading.then(({ keys }) => keys.flatMap(({ value, isOther }) => (isOther ? [] : value)));
  const counting = keyIds.then((ids) => store.totalsByKey(team, range, ids));
  const [breakdown, totals, { usage, stack }, before] = await Promise.all([
    reading,
    counting,
    byKey
      ? counting.then((each) => stacked(team, range, each))
      : store.series(team, range).then((usage) => ({ usage, stack: null })),
    previous && store.series(team, previous),
  ]);
  const isPart = !everyKey && breakdown.keys.some(({ isOther }) => isOther);
  const told = [...totals.values()].reduce((sum, { requests }) => sum + requests, 0);
  const elsewhere = isPart ? Math.max(0, usage.totals.requests - told) : 0;
  return { usage, before, breakdown, stack, keys: { totals, elsewhere } };
}

/** The whole is read after its parts, so that what is counted meanwhile can only make it larger than their sum. */
async function stacked(team: TeamScope, range: UsageRange, totals: Map<string, UsageCounts>) {
  const keyIds = largestKeys(totals);
  const byKey = await usageStore().seriesByKey(team, range, keyIds);
  const usage = await usageStore().series(team, range);
  return { usage, stack: stackKeys(usage.points, byKey, keyIds) };
}
