import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { forgetEndedSecrets } from "@/lib/vault/forget-ended-secrets";
import { rollOver } from "@/lib/vault/roll-over";
import type { Duty } from "./duties";

/** Said once, not every minute. */
let unopenableBefore = 0;

async function rollKeyOver(): Promise<void> {
  const rolled = await rollOver(env().LATCHKEY_KEK);
  if (rolled.rewrapped > 0) log.info(rolled, "envelopes were wrapped with the newest key-encryption key");
  if (rolled.unopenable > unopenableBefore) {
    log.warn(rolled, "some envelopes cannot be opened; npm run admin -- kek status says what LATCHKEY_KEK lacks");
  }
  unopenableBefore = rolled.unopenable;
}

async function forgetEnded(): Promise<void> {
  const forgotten = await forgetEndedSecrets();
  if (forgotten > 0) log.info({ forgotten }, "sealed forms of secrets that have ended are gone");
}

export const vaultDuties: readonly Duty[] = [
  { name: "key-encryption key roll-over", every: "minute", work: rollKeyOver },
  { name: "forgetting ended secrets", every: "day", work: forgetEnded },
];
