import { KEPT, type Kept, previousRange, stepFor, type UsageRange } from "./range";
import { DAY } from "./step";
import { UTC } from "./zone";

/**
 * A range and the stretch before it, in buckets that both are still kept in: the earlier one may be so old that only hours
 * or days of it are left, and then the range is told in hours or in days of UTC too. Their buckets pair, in order.
 */
export function comparedRanges<Range extends UsageRange>(
  range: Range,
  now: number,
  kept: Kept = KEPT,
): { range: Range; previous: UsageRange } {
  const previous = previousRange(range);
  const from = previous.from.getTime();
  const step = stepFor(from, previous.to.getTime(), now, range.step, kept);
  const zone = now - from > kept.hours + DAY ? UTC : range.zone;
  if (step === range.step && zone === range.zone) return { range, previous };
  // Coarser buckets begin earlier, which can make the stretch before them older still.
  return comparedRanges({ ...range, step, zone }, now, kept);
}
