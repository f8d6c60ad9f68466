import { env } from "@/lib/env";
import type { Kept } from "./range";
import { DAY } from "./step";

/** How long usage is kept here, in milliseconds: as configured. */
export function keptUsage(): Kept {
  const { USAGE_KEEP_MINUTES_DAYS, USAGE_KEEP_HOURS_DAYS, USAGE_KEEP_DAYS_DAYS } = env();
  return {
    minutes: USAGE_KEEP_MINUTES_DAYS * DAY,
    hours: USAGE_KEEP_HOURS_DAYS * DAY,
    days: USAGE_KEEP_DAYS_DAYS * DAY,
  };
}
