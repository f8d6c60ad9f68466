import type { LimitState } from "@/lib/http/rate-limit-headers";
import { parseKey } from "@/lib/keys/format";
import { matchesHash, type Peppers } from "@/lib/keys/hash";
import type { UsageCode } from "@/lib/usage/outcome";
import { type Demand, decide } from "./decide";
import type { KeyCache } from "./key-cache";
import type { KeyRecord } from "./key-record";
import type { RateLimiter } from "./rate-limit";

/** What a presented string turned out to be. */
export type Found = KeyRecord | "MALFORMED" | "NOT_FOUND";

/** `cost` 0–1,000,000; 0 asks without spending. */
export type Question = Demand & { cost: number };

export type Verdict =
  | { code: "MALFORMED" | "NOT_FOUND"; key: null; limit: null }
  | { code: UsageCode; key: KeyRecord; limit: LimitState };

const MALFORMED: Verdict = { code: "MALFORMED", key: null, limit: null };
const NOT_FOUND: Verdict = { code: "NOT_FOUND", key: null, limit: null };

/** Composes form, cache, decision and limit into the answer to "may this secret do this now?". */
export class Verifier {
  constructor(
    private readonly cache: KeyCache,
    private readonly limiter: RateLimiter,
    private readonly peppers: Peppers,
  ) {}

  /**
   * Form and checksum, then the cache, then the hash in constant time. A promise only when the database has to be asked.
   * @throws DomainError unavailable, at once or through the promise
   */
  find(presented: string): Found | Promise<Found> {
    const parsed = parseKey(presented);
    if (parsed === null) return "MALFORMED";
    const record = this.cache.find(parsed.publicId);
    if (record instanceof Promise) return record.then((filled) => this.match(presented, filled));
    return this.match(presented, record);
  }

  /** Decides and, when all else is well, spends `cost` of the key's limit. Nothing is spent on a refusal. Synchronous. */
  judge(found: Found, question: Question, now: number): Verdict {
    if (found === "MALFORMED") return MALFORMED;
    if (found === "NOT_FOUND") return NOT_FOUND;
    const code = decide(found, question, now);
    if (code !== "VALID") return { code, key: found, limit: this.limiter.peek(found.keyId, found.policy, now) };
    const limit = this.limiter.spend(found.keyId, found.policy, question.cost, now);
    return { code: limit.refused ? "RATE_LIMITED" : "VALID", key: found, limit };
  }

  /** The public id is no secret, so that whoever knows one still has to present the whole string. */
  private match(presented: string, record: KeyRecord | null): Found {
    return record !== null && matchesHash(presented, record, this.peppers) ? record : "NOT_FOUND";
  }
}
