import { usageStore } from "@/lib/usage/open-usage-store";
import { DAY, floorTo, STEP_MS } from "@/lib/usage/step";
import type { UsageScope } from "@/lib/usage/usage-store";
import { finestStep, rangeOf } from "./rotation-range";
import { type SecretRhythm, secretRhythm } from "./secret-rhythm";

/** So far back minutes are read one by one; hours do for longer. */
const BY_MINUTE_MS = 2 * DAY;

/**
 * How a secret was called from a moment until it was replaced. What came after the rotation does not belong to it, so the bucket that
 * holds both is left out, unless the secret was not older.
 * @param scope of the secret; times in milliseconds
 */
export async function readRhythm(
  scope: UsageScope,
  from: number,
  rotatedAt: number,
  now: number,
): Promise<SecretRhythm> {
  const finest = finestStep(from, now);
  const step = finest === "minute" && rotatedAt - from > BY_MINUTE_MS ? "hour" : finest;
  const start = floorTo(rotatedAt, step);
  const to = start > from ? start : Math.min(now, start + STEP_MS[step]);
  const { points } = await usageStore().series(scope, rangeOf(from, Math.max(to, from + 1), step));
  const buckets = points.map(({ at, requests }) => ({ at: Date.parse(at), requests }));
  return secretRhythm(buckets, STEP_MS[step], from, to);
}
