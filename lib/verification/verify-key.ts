import { clock } from "@/lib/clock";
import type { LimitState } from "@/lib/http/rate-limit-headers";
import { parseKey, publicIdIn } from "@/lib/keys/format";
import { matchesHash, type Peppers } from "@/lib/keys/hash";
import type { UsageCode } from "@/lib/usage/outcome";
import type { KeyCache } from "./cache/key-cache";
import { type KeyRecord, lasting } from "./cache/key-record";
import { type Demand, decide } from "./decide";
import type { FailedAttempts } from "./failed-attempts";
import type { Limits } from "./limits/limits";

/** Its client's address has failed too often, so that the database was not asked about it. */
export class Throttled {
  constructor(readonly retryAfterSeconds: number) {}
}

/** What a presented string turned out to be. */
export type Found = KeyRecord | "MALFORMED" | "NOT_FOUND" | Throttled;

/** `cost` 0–1,000,000; 0 asks without spending. */
export type Question = Demand & { cost: number };

export type Verdict =
  | { code: "MALFORMED" | "NOT_FOUND"; key: null; limit: null }
  | { code: "RATE_LIMITED"; key: null; limit: null; retryAfterSeconds: number }
  | { code: UsageCode; key: KeyRecord; limit: LimitState };

const MALFORMED: Verdict = { code: "MALFORMED", key: null, limit: null };
const NOT_FOUND: Verdict = { code: "NOT_FOUND", key: null, limit: null };

/** Composes form, cache, decision and limit into the answer to "may this secret do this now?". */
export class Verifier {
  constructor(
    private readonly cache: KeyCache,
    private readonly limits: Limits,
    private readonly peppers: Peppers,
    private readonly failedAttempts: FailedAttempts,
    /** Told at each well-formed question whether its key was in memory. */
    private readonly onLookup: (isHit: boolean) => void = () => {},
  ) {}

  /** Finds and judges. A promise only when the database or the shared limits have to be asked. */
  verify(presented: string, question: Question, address: string | undefined, now: number): Verdict | Promise<Verdict> {
    const found = this.find(presented, address, now);
    if (found instanceof Promise) return found.then((late) => this.judge(late, question, clock.ms()));
    return this.judge(found, question, now);
  }

  /**
   * Who presents this? A known secret is known by its hash, which says more than form and checksum do; anything else has to
   * have both before the database is asked, and an address that has not failed too often. A promise only when it is.
   * @param address of the client for the throttle of failed attempts; undefined when nobody knows it
   * @returns at once: good until the current synchronous run ends, as from KeyCache.find; through a promise: for good
   * @throws DomainError unavailable, at once or through the promise
   */
  find(presented: string, address: string | undefined, now: number): Found | Promise<Found> {
    const known = this.cache.known(publicIdIn(presented), now);
    if (known !== null && matchesHash(presented, known, this.peppers)) {
      this.onLookup(true);
      return known;
    }
    const parsed = parseKey(presented);
    if (parsed === null) return "MALFORMED";
    if (this.cache.isStranger(parsed.publicId)) {
      const wait = this.failedAttempts.isThrottled(address, now);
      if (wait > 0) return new Throttled(wait);
    }
    const record = this.cache.find(parsed.publicId);
    const isAsked = record instanceof Promise;
    this.onLookup(!isAsked);
    if (!isAsked) return this.match(presented, record);
    return record.then((filled) => {
      if (filled === null) this.failedAttempts.failed(address, clock.ms());
      return this.match(presented, filled);
    });
  }

  /**
   * Decides and, when all else is well, spends `cost` of the key's limit. Nothing is spent on a refusal. A promise only when
   * the limits are shared with other gateways.
   */
  judge(found: Found, question: Question, now: number): Verdict | Promise<Verdict> {
    if (found === "MALFORMED") return MALFORMED;
    if (found === "NOT_FOUND") return NOT_FOUND;
    if (found instanceof Throttled) return { code: "RATE_LIMITED", key: null, limit: null, ...found };
    const code = decide(found, question, now);
    const limit =
      code === "VALID"
        ? this.limits.spend(found.keyId, found.policy, question.cost, now)
        : this.limits.peek(found.keyId, found.policy, now);
    if (!(limit instanceof Promise)) return verdictOn(code, found, limit);
    const key = lasting(found);
    return limit.then((counted) => verdictOn(code, key, counted));
  }

  /** The public id is no secret, so that whoever knows one still has to present the whole string. */
  private match(presented: string, record: KeyRecord | null): Found {
    return record !== null && matchesHash(presented, record, this.peppers) ? record : "NOT_FOUND";
  }
}

const verdictOn = (code: UsageCode, key: KeyRecord, limit: LimitState): Verdict =>
  code === "VALID" && limit.refused ? { code: "RATE_LIMITED", key, limit } : { code, key, limit };
