import { expireIdempotencyKeys } from "@/lib/idempotency/expire-idempotency-keys";
import { log } from "@/lib/log";
import type { Duty } from "./duties";

async function expire(): Promise<void> {
  const gone = await expireIdempotencyKeys();
  if (gone > 0) log.info({ gone }, "idempotency keys older than a day are gone");
}

export const apiDuties: readonly Duty[] = [{ name: "idempotency key expiry", every: "hour", work: expire }];
