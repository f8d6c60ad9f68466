import { keptUsage } from "@/lib/usage/kept-usage";
import { stepFor, type UsageRange } from "@/lib/usage/range";
import { DAY, MINUTE, type UsageStep } from "@/lib/usage/step";
import { UTC } from "@/lib/usage/zone";

/** The finest step that counts are still kept in at a moment. */
export function finestStep(from: number, now: number): Extract<UsageStep, "minute" | "hour" | "day"> {
  const kept = keptUsage();
  return now - from > kept.hours ? "day" : now - from > kept.minutes ? "hour" : "minute";
}

/** Milliseconds. */
export const rangeOf = (from: number, to: number, step: UsageStep, zone = UTC): UsageRange => ({
  from: new Date(from),
  to: new Date(to),
  step,
  zone,
});

/** From the first rotation until now, and a quarter as long before it. */
export function chartRange(rotatedAt: number, now: number, zone: string): UsageRange {
  const before = Math.min(DAY, Math.max(10 * MINUTE, (now - rotatedAt) / 4));
  const from = rotatedAt - before;
  return rangeOf(from, now, stepFor(from, now, now, undefined, keptUsage()), zone);
}
