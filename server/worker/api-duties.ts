import { expireIdempotencyKeys } from "@/lib/idempotency/expire-idempotency-keys";
import { expireBodies } from "@/lib/leaks/github/claim-body";
import { log } from "@/lib/log";
import { expireRefusals } from "@/lib/refusals/expire-refusals";
import type { Duty } from "./duties";

async function expire(): Promise<void> {
  const gone = await expireIdempotencyKeys();
  if (gone > 0) log.info({ gone }, "idempotency keys older than a day are gone");
}

async function expireRefused(): Promise<void> {
  const gone = await expireRefusals();
  if (gone > 0) log.info({ gone }, "refused requests past their keeping are gone");
}

async function expireReports(): Promise<void> {
  const gone = await expireBodies();
  if (gone > 0) log.info({ gone }, "digests of secret-scanning reports older than a week are gone");
}

export const apiDuties: readonly Duty[] = [
  { name: "idempotency key expiry", every: "hour", work: expire },
  { name: "refused request expiry", every: "fiveMinutes", work: expireRefused },
  { name: "secret scanning expiry", every: "day", work: expireReports },
];
