import { clock } from "../clock.js";

const FAILURES_IN_A_ROW = 5;
const PAUSE_MS = 500;

/**
 * Once several questions in a row got no answer, the next do not wait for one: every half second one of them asks whether
 * the gateway is back. So an outage costs callers their waiting only at its beginning.
 */
export class Pause {
  private failures = 0;
  private askAgainAt = 0;

  mayAsk(): boolean {
    if (this.failures < FAILURES_IN_A_ROW) return true;
    const now = clock.elapsed();
    if (now < this.askAgainAt) return false;
    this.askAgainAt = now + PAUSE_MS;
    return true;
  }

  answered(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures++;
    this.askAgainAt = clock.elapsed() + PAUSE_MS;
  }
}
