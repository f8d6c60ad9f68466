import { clock } from "./clock.js";
import type { Latchkey } from "./create-latchkey.js";
import type { VerifiedKey } from "./decision.js";

type AnsweredCall = { status: number; method: string; route: string | undefined; ip: string | undefined };

/**
 * Begins a call's time; what it returns reports the call's answer. A call that passed without a key is nobody's usage, and a
 * refused one was counted by the gateway.
 */
export function timeCall(): (latchkey: Latchkey, key: VerifiedKey | null, call: AnsweredCall) => void {
  const startedAt = performance.now();
  const at = clock.ms();
  return (latchkey, key, call) => {
    if (key === null) return;
    const latencyMs = Math.round((performance.now() - startedAt) * 1_000) / 1_000;
    latchkey.report({ keyId: key.id, secretId: key.secret.id, at, latencyMs, ...call });
  };
}
