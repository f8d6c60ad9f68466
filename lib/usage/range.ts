const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Step → milliseconds. Buckets begin at whole multiples of it since the epoch, so days are days of UTC. */
export const STEP_MS = {
  minute: MINUTE,
  "5 minutes": 5 * MINUTE,
  "30 minutes": 30 * MINUTE,
  hour: HOUR,
  "6 hours": 6 * HOUR,
  day: DAY,
} as const;
export type UsageStep = keyof typeof STEP_MS;
const STEPS = Object.keys(STEP_MS) as UsageStep[];

export const RANGE_NAMES = ["1h", "24h", "7d", "30d", "90d"] as const;
export type RangeName = (typeof RANGE_NAMES)[number];

/** `from` inclusive, `to` exclusive. */
export type UsageRange = { from: Date; to: Date; step: UsageStep };

const NAMED: Record<RangeName, { span: number; step: UsageStep }> = {
  "1h": { span: HOUR, step: "minute" },
  "24h": { span: DAY, step: "30 minutes" },
  "7d": { span: 7 * DAY, step: "hour" },
  "30d": { span: 30 * DAY, step: "6 hours" },
  "90d": { span: 90 * DAY, step: "day" },
};

/** How long each level is kept: lib/usage/expire-usage.ts deletes by the same figures. */
export const KEPT_MS = { minutes: 48 * HOUR, hours: 90 * DAY, days: 3 * 365 * DAY } as const;

const MOST_POINTS = 3_000;
const PREFERRED_POINTS = 130;

export const floorTo = (ms: number, step: UsageStep): number => Math.floor(ms / STEP_MS[step]) * STEP_MS[step];
const ceilTo = (ms: number, step: UsageStep): number => Math.ceil(ms / STEP_MS[step]) * STEP_MS[step];

/** As many whole buckets as the name says, the last being the one under way. */
export function namedRange(name: RangeName, now: number): UsageRange {
  const { span, step } = NAMED[name];
  return { from: new Date(floorTo(now, step) + STEP_MS[step] - span), to: new Date(now), step };
}

/** The finest step that the data kept at `from` still has, with no more points than `most`. */
function finestStep(from: number, to: number, now: number, most: number): UsageStep {
  const oldest = now - from;
  const usable = STEPS.filter(
    (step) => STEP_MS[step] >= (oldest > KEPT_MS.hours ? DAY : oldest > KEPT_MS.minutes ? HOUR : 0),
  );
  return usable.find((step) => (to - from) / STEP_MS[step] <= most) ?? "day";
}

/** The wanted step where the data kept allows it, else the next coarser one; without a wish, one that makes a readable chart. */
export function stepFor(from: number, to: number, now: number, wanted?: UsageStep): UsageStep {
  if (wanted === undefined) return finestStep(from, to, now, PREFERRED_POINTS);
  const finest = finestStep(from, to, now, MOST_POINTS);
  return STEP_MS[wanted] >= STEP_MS[finest] ? wanted : finest;
}

const readTime = (text: string | null | undefined): number => (text ? Date.parse(text) : Number.NaN);

/**
 * A range out of URL parameters: `from` and `to` (ISO 8601) when both are readable and in order, else `range` by name,
 * else the last 24 hours. Never reaches into the future or past what is kept.
 */
export function parseRange(
  params: { range?: string | null; from?: string | null; to?: string | null; step?: string | null },
  now: number,
): UsageRange & { name: RangeName | null } {
  const from = Math.max(readTime(params.from), now - KEPT_MS.days);
  const to = Math.min(readTime(params.to), now);
  const wanted = STEPS.find((step) => step === params.step);
  if (from < to) return { from: new Date(from), to: new Date(to), step: stepFor(from, to, now, wanted), name: null };
  const name = RANGE_NAMES.find((known) => known === params.range) ?? "24h";
  const range = namedRange(name, now);
  const step = wanted === undefined ? range.step : stepFor(range.from.getTime(), range.to.getTime(), now, wanted);
  return { ...range, step, name };
}

/** The range in whole buckets: `from` rounded down, `to` up. Points and totals cover exactly this. */
export function wholeBuckets({ from, to, step }: UsageRange): { from: Date; to: Date } {
  return { from: new Date(floorTo(from.getTime(), step)), to: new Date(ceilTo(to.getTime(), step)) };
}

/** The beginning of every bucket of the range, in milliseconds. */
export function bucketStarts(range: UsageRange): number[] {
  const whole = wholeBuckets(range);
  const starts: number[] = [];
  for (let at = whole.from.getTime(); at < whole.to.getTime(); at += STEP_MS[range.step]) starts.push(at);
  return starts;
}
