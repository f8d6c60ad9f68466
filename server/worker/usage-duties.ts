import { log } from "@/lib/log";
import { usageStore } from "@/lib/usage/open-usage-store";
import type { Duty } from "./duties";

async function rollUpAll(): Promise<void> {
  while (await usageStore().rollUp());
}

async function expire(): Promise<void> {
  const gone = await usageStore().expire();
  if (gone.length > 0) log.info({ gone }, "usage past its keeping is gone");
}

export const usageDuties: readonly Duty[] = [
  { name: "usage roll-up", every: "minute", work: rollUpAll },
  { name: "usage expiry", every: "hour", work: expire },
];
