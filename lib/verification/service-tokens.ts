import { hash } from "node:crypto";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { isToken } from "@/lib/keys/token";
import { databaseAway, type Freshness } from "./freshness";
import { gatherReads } from "./gather-reads";
import { UnknownIds } from "./unknown-ids";
import { DATABASE_DEADLINE_MS, withDeadline } from "./with-deadline";

async function readActive(hashes: readonly string[]): Promise<Map<string, true>> {
  const text =
    "SELECT encode(hash, 'hex') AS hash FROM service_tokens WHERE hash = ANY ($1::bytea[]) AND revoked_at IS NULL";
  const query = { text, values: [hashes.map((hex) => Buffer.from(hex, "hex"))], query_timeout: DATABASE_DEADLINE_MS };
  const { rows } = await withDeadline(pool().query<{ hash: string }>(query));
  return new Map(rows.map((row) => [row.hash, true]));
}

/** Which service tokens are active: the whole list by hash from each poll, and a lookup for one that is newer than it. */
export class ServiceTokens {
  private active = new Set<string>();
  private readAt = Number.NEGATIVE_INFINITY;
  private epoch = -1;
  private readonly unknown = new UnknownIds();
  private readonly read = gatherReads(readActive);

  constructor(
    private readonly freshness: Freshness,
    private readonly onTrouble: (error: unknown) => void = () => {},
  ) {}

  /** @param hashes of every active token, in hexadecimal, read at `readAt` */
  replace(hashes: readonly string[], readAt: number): void {
    this.active = new Set(hashes);
    this.readAt = readAt;
    this.epoch = this.freshness.epoch;
    this.unknown.clear();
  }

  /**
   * Is this an active service token? Form and checksum first, so that garbage asks nobody.
   * @throws DomainError unavailable, at once or through the promise
   */
  accepts(presented: string): boolean | Promise<boolean> {
    if (!isToken("service", presented)) return false;
    // The same digest as hashToken's, which is looked up by its value, so that no comparison leaks one.
    const digest = hash("sha256", presented, "hex");
    const now = clock.ms();
    const isListed = this.active.has(digest);
    if (isListed && this.freshness.trusts(this.readAt, this.epoch, now)) return true;
    if (!this.freshness.isReachable) {
      if (isListed && this.freshness.tolerates(this.readAt, now)) return true;
      throw databaseAway();
    }
    if (!isListed && this.unknown.has(digest)) return false;
    return this.lookUp(digest, isListed);
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
