import { log } from "@/lib/log";
import { expireUsage } from "@/lib/usage/expire-usage";
import { rollUp } from "@/lib/usage/roll-up";
import type { Duty } from "./duties";

const MINUTES_AT_ONCE = 2_000;

async function rollUpAll(): Promise<void> {
  let rolled = 0;
  for (;;) {
    const minutes = await rollUp(MINUTES_AT_ONCE);
    rolled += minutes;
    if (minutes < MINUTES_AT_ONCE) break;
  }
  if (rolled > 0) log.debug({ minutes: rolled }, "usage rolled up");
}

async function expire(): Promise<void> {
  const rows = await expireUsage();
  if (rows > 0) log.info({ rows }, "usage past its keeping deleted");
}

export const usageDuties: readonly Duty[] = [
  { name: "usage roll-up", everyMs: 15_000, work: rollUpAll },
  { name: "usage expiry", everyMs: 3_600_000, work: expire },
];
