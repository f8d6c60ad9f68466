import { clock } from "@/lib/clock";
import type { LimitState } from "@/lib/http/rate-limit-headers";
import { parseKey, publicIdIn } from "@/lib/keys/format";
import { hashToken, matchesHash, type Peppers } from "@/lib/keys/hash";
import { importedId } from "@/lib/keys/import/imported-id";
import { mayBeImported } from "@/lib/keys/import/may-be-imported";
import type { UsageCode } from "@/lib/usage/outcome";
import type { KeyCache } from "./cache/key-cache";
import { type KeyRecord, lasting } from "./cache/key-record";
import { databaseAway } from "./changes/freshness";
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
    /** Of the public ids of imported secrets (Invalidations.importKey). */
    private readonly importKey: () => Buffer | null | undefined = () => null,
  ) {}

  /** Finds and judges. A promise only when the database or the shared limits have to be asked. */
  verify(presented: string, question: Question, address: string | undefined, now: number): Verdict | Promise<Verdict> {
    const found = this.find(presented, address, now);
    if (found instanceof Promise) return found.then((late) => this.judge(late, question, clock.ms()));
    return this.judge(found, question, now);
  }

  /**
   * Who presents this? A known secret is known by its hash, which says more than form and checksum do; anything else has to
   * have both, or be one that may have been imported, before the database is asked, and an address that has not failed too
   * often. A promise only when it is.
   * @param address of the client for the throttle of failed attempts; undefined when nobody knows it
   * @returns at once: good until the current synchronous run ends, as from KeyCache.find; through a promise: for good
   * @throws DomainError unavailable, at once or through the promise
   */
  find(presented: string, address: string | undefined, now: number): Found | Promise<Found> {
    const known = this.knownBy(publicIdIn(presented), presented, now);
    if (known !== null) return known;
    const importedAs = this.importedIdOf(presented);
    const imported = importedAs === null ? null : this.knownBy(importedAs, presented, now);
    if (imported !== null) return imported;
    const parsed = parseKey(presented);
    if (importedAs === null)
      return parsed === null ? "MALFORMED" : this.lookUp(parsed.publicId, presented, address, now);
    const byHash = (): Found | Promise<Found> => this.lookUp(importedAs, presented, address, now);
    if (parsed === null) return byHash();
    // It has our form, and still may come from elsewhere: another deployment of this product.
    const own = this.lookUp(parsed.publicId, presented, address, now, false);
    if (own instanceof Promise) return own.then((late) => (late === "NOT_FOUND" ? byHash() : late));
    return own === "NOT_FOUND" ? byHash() : own;
  }

  private knownBy(publicId: string, presented: string, now: number): KeyRecord | null {
    const known = this.cache.known(publicId, now);
    if (known === null || !matchesHash(presented, known, this.peppers)) return null;
    this.onLookup(true);
    return known;
  }

  /**
   * The public id it would have if it were imported; null when it cannot be, so that garbage asks nobody where nothing ever was.
   * @throws DomainError unavailable before the database has ever been reached: nobody knows whether anything was
   */
  private importedIdOf(presented: string): string | null {
    const key = this.importKey();
    if (key === null || !mayBeImported(presented)) return null;
    if (key !== undefined) return importedId(hashToken(presented), key);
    if (parseKey(presented) !== null) return null;
    throw databaseAway();
  }

  /** @param isLast whether not to know this id is a failed attempt */
  private lookUp(
    publicId: string,
    presented: string,
    address: string | undefined,
    now: number,
    isLast = true,
  ): Found | Promise<Found> {
    if (this.cache.isStranger(publicId)) {
      const wait = this.failedAttempts.isThrottled(address, now);
      if (wait > 0) return new Throttled(wait);
    }
    const record = this.cache.find(publicId);
    const isAsked = record instanceof Promise;
    this.onLookup(!isAsked);
    if (!isAsked) return this.match(presented, record);
    return record.then((filled) => {
      if (filled === null && isLast) this.failedAttempts.failed(address, clock.ms());
      return this.match(presented, filled);
    });
  }

  /**
   * Decides and, when all else is well, spends `cost` of the key's limit and its team's. Nothing is spent on a refusal. A promise only when
   * the limits are shared with other gateways.
   */
  judge(found: Found, question: Question, now: number): Verdict | Promise<Verdict> {
    if (found === "MALFORMED") return MALFORMED;
    if (found === "NOT_FOUND") return NOT_FOUND;
    if (found instanceof Throttled) return { code: "RATE_LIMITED", key: null, limit: null, ...found };
    const code = decide(found, question, now);
    const team = found.teamPolicy === null ? null : { id: found.teamId, policy: found.teamPolicy };
    const limit =
      code === "VALID"
        ? this.limits.spend(found.keyId, found.policy, question.cost, now, team)
        : this.limits.peek(found.keyId, found.policy, now, team);
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
