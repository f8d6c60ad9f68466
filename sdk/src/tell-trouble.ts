import { clock } from "./clock.js";
import type { LatchkeyError, TroubleCode } from "./latchkey-error.js";

/** One of a kind in this time: an outage is told once, not at every call. */
const QUIET_MS = 10_000;

/** Tells trouble to whoever listens, else as a warning of the process. */
export function tellTrouble(onError: ((error: LatchkeyError) => void) | undefined): (error: LatchkeyError) => void {
  const toldAt = new Map<TroubleCode, number>();
  return (error) => {
    const now = clock.elapsed();
    const last = toldAt.get(error.code);
    if (last !== undefined && now - last < QUIET_MS) return;
    toldAt.set(error.code, now);
    if (onError === undefined) {
      process.emitWarning(error.message, { type: "LatchkeyWarning", code: `LATCHKEY_${error.code.toUpperCase()}` });
      return;
    }
    try {
      onError(error);
    } catch {
      // A listener's own trouble must not fail a call.
    }
  };
}
