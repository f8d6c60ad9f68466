import { hash } from "node:crypto";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors";
import { isToken } from "@/lib/keys/token";
import { gatherReads } from "./cache/gather-reads";
import { UnknownIds } from "./cache/unknown-ids";
import { databaseAway, type Freshness } from "./changes/freshness";
import { DATABASE_DEADLINE_MS, withDeadline } from "./changes/with-deadline";
import type { FailedAttempts } from "./failed-attempts";

async function readActive(hashes: readonly string[]): Promise<Map<string, true>> {
  const text =
    "SELECT encode(hash, 'hex') AS hash FROM service_tokens WHERE hash = ANY ($1::bytea[]) AND revoked_at IS NULL";
  const query = { text, values: [hashes.map((hex) => Buffer.from(hex, "hex"))], query_timeout: DATABASE_DEADLINE_MS };
  const { rows } = await withDeadline(pool().query<{ hash: string }>(query));
  return new Map(rows.map((row) => [row.hash, true]));
}

/** The same digest as hashToken's, and looked up by its value, so that no comparison leaks one. */
const digestOf = (presented: string): string => hash("sha256", presented, "hex");

const tooManyAttempts = (seconds: number): DomainError =>
  new DomainError(
    "too_many_requests",
    "Too many unknown service tokens came from this address. Check the token, and try again after Retry-After.",
    undefined,
    seconds,
  );

/** Which service tokens are active: the whole list by hash from each poll, and a lookup for one that is newer than it. */
export class ServiceTokens {
  private active = new Set<string>();
  private readAt = Number.NEGATIVE_INFINITY;
  private epoch = -1;
  private lastListed = { presented: "", digest: "" };
  private readonly unknown = new UnknownIds();
  private readonly read = gatherReads(readActive);

  constructor(
    private readonly freshness: Freshness,
    private readonly failedAttempts: FailedAttempts,
    private readonly onTrouble: (error: unknown) => void = () => {},
  ) {}

  /** @param hashes of every active token, in hexadecimal, read at `readAt` */
  replace(hashes: readonly string[], readAt: number): void {
    this.active = new Set(hashes);
    this.readAt = readAt;
    this.epoch = this.freshness.epoch;
    this.unknown.clear();
  }

  /** Is this an active service token, known without asking anybody? So it is at nearly every call. */
  isListed(presented: string, now: number): boolean {
    // The same service asks again and again: its token's hash is spared. Whether it is active is looked up each time.
    if (presented !== this.lastListed.presented) {
      const digest = digestOf(presented);
      if (!this.active.has(digest)) return false;
      this.lastListed = { presented, digest };
    }
    return this.active.has(this.lastListed.digest) && this.freshness.trusts(this.readAt, this.epoch, now);
  }

  /**
   * Is this an active service token? Form and checksum first, so that garbage asks nobody.
   * @param address of the caller, for the throttle of failed attempts
   * @throws DomainError unavailable, or too_many_requests before an address that failed too often asks the database
   */
  async accepts(presented: string, address: string | undefined): Promise<boolean> {
    const now = clock.ms();
    if (this.isListed(presented, now)) return true;
    if (!isToken("service", presented)) return false;
    const digest = digestOf(presented);
    const wasListed = this.active.has(digest);
    if (!this.freshness.isReachable) {
      if (wasListed && this.freshness.tolerates(this.readAt, now)) return true;
      throw databaseAway();
    }
    if (wasListed) return this.lookUp(digest, true);
    if (this.unknown.has(digest)) return false;
    const wait = this.failedAttempts.isThrottled(address, now);
    if (wait > 0) throw tooManyAttempts(wait);
    const isActive = await this.lookUp(digest, false);
    if (!isActive) this.failedAttempts.failed(address, clock.ms());
    return isActive;
  }

  private async lookUp(digest: string, wasListed: boolean): Promise<boolean> {
    try {
      const isActive = (await this.read(digest)) !== null;
      if (!isActive) this.unknown.add(digest);
      return isActive;
    } catch (error) {
      this.onTrouble(error);
      if (wasListed && this.active.has(digest) && this.freshness.tolerates(this.readAt, clock.ms())) return true;
      throw databaseAway();
    }
  }
}
