import { clock } from "../clock.js";
import type { Accepted, Decided, Decision } from "../decision.js";

type Entry = { decision: Decided; until: number; left: number };

const MOST_ENTRIES = 10_000;
/** What does not change within seconds; a disabled key or a full limit may. */
const FINAL = new Set(["MALFORMED", "NOT_FOUND", "EXPIRED", "REVOKED"]);

/**
 * Answers that may be used again: accepted ones, and refusals for good. An answer's age counts from when its question was
 * asked, so that nothing is used that the gateway decided longer ago than `cacheMs`.
 */
export class VerdictCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly cacheMs: number) {}

  /** An answer to use again for a call of this cost, or null: nothing is known, or what is known to be left does not suffice. */
  use(name: string, cost: number): Decided | null {
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    if (clock.elapsed() >= entry.until) {
      this.entries.delete(name);
      return null;
    }
    if (entry.decision.code !== "VALID") return entry.decision;
    if (entry.left < cost) return null;
    entry.left -= cost;
    return withRemaining(entry.decision, entry.left);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** @param askedAt of clock.elapsed(), before the question left */
  keep(name: string, decision: Decision, askedAt: number): void {
    // The newest answer counts: what contradicts the one kept replaces it, or at least ends it.
    this.entries.delete(name);
    const until = askedAt + Math.min(this.cacheMs, lifeLeft(decision));
    if (decision.code !== "VALID" && !FINAL.has(decision.code)) return;
    this.entries.set(name, {
      decision: decision as Decided,
      until,
      left: decision.rateLimit?.remaining ?? 0,
    });
    // The order of a Map is that of insertion, so the first are the oldest.
    if (this.entries.size > MOST_ENTRIES) this.entries.delete(this.entries.keys().next().value as string);
  }

  forget(name: string): void {
    this.entries.delete(name);
  }
}

/** Until the key or the presented secret ends, in milliseconds: that moment is known, and no cache lengthens it. */
function lifeLeft({ key }: Decision): number {
  const ends = [key?.expiresAt, key?.secret.endsAt].filter((end) => typeof end === "string");
  return Math.min(Number.POSITIVE_INFINITY, ...ends.map((end) => Date.parse(end) - clock.ms()));
}

function withRemaining(decision: Accepted, remaining: number): Accepted {
  const secondsLeft = Math.max(0, Math.ceil(decision.rateLimit.reset - clock.ms() / 1_000));
  return {
    ...decision,
    rateLimit: { ...decision.rateLimit, remaining },
    headers: {
      ...decision.headers,
      "X-RateLimit-Remaining": `${remaining}`,
      RateLimit: `"default";r=${remaining};t=${secondsLeft}`,
    },
  };
}
