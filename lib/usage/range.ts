import { ceilTo, DAY, floorTo, HOUR, STEP_MS, STEPS, type UsageStep } from "./step";
import { dayStart, isZone, nextDayStart, UTC } from "./zone";

export const RANGE_NAMES = ["1h", "24h", "7d", "30d", "90d"] as const;
export type RangeName = (typeof RANGE_NAMES)[number];

/** `from` inclusive, `to` exclusive. `zone`: an IANA name; buckets of step "day" are its days. */
export type UsageRange = { from: Date; to: Date; step: UsageStep; zone: string };

const NAMED: Record<RangeName, { span: number; step: UsageStep }> = {
  "1h": { span: HOUR, step: "minute" },
  "24h": { span: DAY, step: "30 minutes" },
  "7d": { span: 7 * DAY, step: "hour" },
  "30d": { span: 30 * DAY, step: "6 hours" },
  "90d": { span: 90 * DAY, step: "day" },
};

/** How long each level is kept, in milliseconds. */
export type Kept = { minutes: number; hours: number; days: number };
/** What is kept when the configuration does not say (lib/env.ts): the last 7 days can be looked at minute by minute. */
export const KEPT: Kept = { minutes: 8 * DAY, hours: 90 * DAY, days: 3 * 365 * DAY };

/** How far back each name reaches, in milliseconds. */
export const RANGE_SPANS: Record<RangeName, number> = Object.fromEntries(
  RANGE_NAMES.map((name) => [name, NAMED[name].span]),
) as Record<RangeName, number>;

const MOST_POINTS = 3_000;
const PREFERRED_POINTS = 130;

const startOf = (ms: number, step: UsageStep, zone: string): number =>
  step === "day" ? dayStart(ms, zone) : floorTo(ms, step);
const endOf = (ms: number, step: UsageStep, zone: string): number =>
  step !== "day" ? ceilTo(ms, step) : dayStart(ms, zone) === ms ? ms : nextDayStart(ms, zone);
/** When the bucket after the one that begins at `start` begins. */
export const nextStart = (start: number, step: UsageStep, zone: string): number =>
  step === "day" ? nextDayStart(start, zone) : start + STEP_MS[step];

/** As many whole buckets as the name says, the last being the one under way. */
export function namedRange(name: RangeName, now: number, zone = UTC): UsageRange {
  const { span, step } = NAMED[name];
  const first = nextStart(startOf(now, step, zone), step, zone) - span;
  // Between two days of a zone lie 24 hours, give or take one: the middle of the first day is in it for certain.
  const from = step === "day" ? dayStart(first + DAY / 2, zone) : first;
  return { from: new Date(from), to: new Date(now), step, zone };
}

/** The finest step that the data kept at `from` still has, with no more points than `most`. */
function finestStep(from: number, to: number, now: number, most: number, kept: Kept): UsageStep {
  const oldest = now - from;
  const least = oldest > kept.hours ? DAY : oldest > kept.minutes ? HOUR : 0;
  return STEPS.find((step) => STEP_MS[step] >= least && (to - from) / STEP_MS[step] <= most) ?? "day";
}

/** The wanted step where the data kept allows it, else the next coarser one; without a wish, one that makes a readable chart. */
export function stepFor(from: number, to: number, now: number, wanted?: UsageStep, kept = KEPT): UsageStep {
  if (wanted === undefined) return finestStep(from, to, now, PREFERRED_POINTS, kept);
  const finest = finestStep(from, to, now, MOST_POINTS, kept);
  return STEP_MS[wanted] >= STEP_MS[finest] ? wanted : finest;
}

const readTime = (text: string | null | undefined): number => (text ? Date.parse(text) : Number.NaN);

export type RangeParameters = {
  range?: string | null;
  from?: string | null;
  to?: string | null;
  step?: string | null;
  zone?: string | null;
};

/**
 * A range out of URL parameters: `from` and `to` (ISO 8601) when both are readable and in order, else `range` by name,
 * else the last 24 hours. Never reaches into the future or past what is kept. Where hours are gone, days are days of UTC.
 */
export function parseRange(
  params: RangeParameters,
  now: number,
  kept: Kept = KEPT,
): UsageRange & { name: RangeName | null } {
  const from = Math.max(readTime(params.from), now - kept.days);
  const to = Math.min(readTime(params.to), now);
  const wanted = STEPS.find((step) => step === params.step);
  const given = params.zone && isZone(params.zone) ? params.zone : UTC;
  const zoneAt = (start: number): string => (now - start > kept.hours + DAY ? UTC : given);
  if (from < to) {
    const step = stepFor(from, to, now, wanted, kept);
    return { from: new Date(from), to: new Date(to), step, zone: zoneAt(from), name: null };
  }
  const name = RANGE_NAMES.find((known) => known === params.range) ?? "24h";
  const range = namedRange(name, now, given);
  const start = range.from.getTime();
  const step = stepFor(start, now, now, wanted ?? range.step, kept);
  return { ...range, step, zone: zoneAt(start), name };
}

/** The range in whole buckets: `from` rounded down, `to` up. Points and totals cover exactly this. */
export const wholeBuckets = ({ from, to, step, zone }: UsageRange): { from: Date; to: Date } => ({
  from: new Date(startOf(from.getTime(), step, zone)),
  to: new Date(endOf(to.getTime(), step, zone)),
});

/** The beginning of every bucket of the range, in milliseconds. */
export function bucketStarts(range: UsageRange): number[] {
  const whole = wholeBuckets(range);
  const starts: number[] = [];
  for (let at = whole.from.getTime(); at < whole.to.getTime(); at = nextStart(at, range.step, range.zone)) {
    starts.push(at);
  }
  return starts;
}

/** The stretch of the same length just before a range, to compare with; its buckets pair with the range's, in order. */
export function previousRange(range: UsageRange): UsageRange {
  const { step, zone } = range;
  const whole = wholeBuckets(range);
  const count = bucketStarts(range).length;
  let from = whole.from.getTime();
  if (step === "day") for (let i = 0; i < count; i++) from = dayStart(from - 1, zone);
  else from -= count * STEP_MS[step];
  return { from: new Date(from), to: whole.from, step, zone };
}
