import type { RangeName } from "@/lib/usage/range";
import type { AskedRange } from "./asked-range";
import type { Buckets } from "./bucket-text";

/** A range as it travels to the browser; `from` and `to` in milliseconds. */
export type ShownRange = { buckets: Buckets; name: RangeName | null; from: number; to: number; chosenZone: string };

export const shownRange = ({ step, zone, name, from, to, chosenZone }: AskedRange): ShownRange => ({
  buckets: { step, zone },
  name,
  from: from.getTime(),
  to: to.getTime(),
  chosenZone,
});
