import { randomInt } from "node:crypto";
import { type Network, readNetwork } from "./failed-attempts-network";

/** So many failures at once … */
const BURST = 60;
/** … and one more for each of these: 60 a minute in the long run, 120 in a minute that began with none. */
const REFILL_MS = 1_000;
/** Requests that were under way together may fail together; what they overdraw is owed up to here and no further. */
const MOST_OWED_MS = 2 * BURST * REFILL_MS;
/** A client that owes more than this has no attempt left. */
const TOLERATED_MS = (BURST - 1) * REFILL_MS;

const WAYS = 8;
const SETS = 8_192;

/**
 * How often each client address has failed to authenticate of late, so that guessing and stale credentials do not become load
 * on the database. What counts is an attempt for which the database was asked and that knew nothing: a well-formed API key or
 * service token that does not exist. What is refused by its form or out of memory costs nothing and is not counted. A
 * throttled address is refused only what would have to ask the database: keys in the cache and listed service tokens are
 * answered as ever, so that nobody behind a shared address is cut off by a neighbour while their key is in use.
 *
 * Give the client's address as the trusted proxies tell it, and undefined where the peer stands for many clients (a provider's
 * service that names no client, a proxy that is not in TRUSTED_PROXIES): without an address nothing is throttled. IPv6 counts
 * by /64, IPv4-mapped addresses as IPv4.
 *
 * One number an address, the time at which all its failures are worn off, in a table of 65,536 places (1 MiB, made at the
 * first failure). An address may lie in eight places, which ones a random seed decides; when they are taken the one that
 * owes least gives way, unless it is throttled. So a flood of addresses pushes out its own kind, and whoever has failed more
 * than once or twice stays.
 */
export class FailedAttempts {
  private readonly network: Network = { high: 0, low: 0 };
  private readonly seed = randomInt(2 ** 32);
  private table: Table | null = null;
  /** Before the first address runs out of attempts and after the last has one again, nothing is looked up. */
  private throttledUntil = Number.NEGATIVE_INFINITY;

  /**
   * Synchronous, allocates nothing.
   * @param now in milliseconds
   * @returns the whole seconds until this address has an attempt again, at least 1; 0: go on
   */
  isThrottled(address: string | undefined, now: number): number {
    if (now >= this.throttledUntil || address === undefined || this.table === null) return 0;
    if (!readNetwork(address, this.network)) return 0;
    const { clearAt } = this.table;
    const place = this.find(this.table);
    if (place < 0) return 0;
    // A clock that was set back: nobody waits longer than the most that can be owed.
    if ((clearAt[place] as number) > now + MOST_OWED_MS) clearAt[place] = now + MOST_OWED_MS;
    const wait = (clearAt[place] as number) - now - TOLERATED_MS;
    return wait > 0 ? Math.ceil(wait / 1000) : 0;
  }

  /** Counts a failed attempt of this address. @param now in milliseconds */
  failed(address: string | undefined, now: number): void {
    if (address === undefined || !readNetwork(address, this.network)) return;
    this.table ??= makeTable();
    const { high, low, clearAt } = this.table;
    let place = this.find(this.table);
    if (place < 0) {
      place = this.weakest(this.table);
      if ((clearAt[place] as number) - now > TOLERATED_MS) return;
      high[place] = this.network.high;
      low[place] = this.network.low;
      clearAt[place] = 0;
    }
    const until = Math.min(Math.max(clearAt[place] as number, now) + REFILL_MS, now + MOST_OWED_MS);
    clearAt[place] = until;
    if (until - now > TOLERATED_MS) this.throttledUntil = Math.max(this.throttledUntil, until - TOLERATED_MS);
  }

  private find({ high, low }: Table): number {
    const first = this.firstPlace();
    for (let i = first; i < first + WAYS; i++) {
      if (low[i] === this.network.low && high[i] === this.network.high) return i;
    }
    return -1;
  }

  private weakest({ clearAt }: Table): number {
    const first = this.firstPlace();
    let weakest = first;
    for (let i = first + 1; i < first + WAYS; i++) {
      if ((clearAt[i] as number) < (clearAt[weakest] as number)) weakest = i;
    }
    return weakest;
  }

  /** The seed keeps it unknown who shares places with whom. */
  private firstPlace(): number {
    const { high, low } = this.network;
    let hash = Math.imul(high ^ this.seed, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ low, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
    return ((hash ^ (hash >>> 15)) & (SETS - 1)) * WAYS;
  }
}

/** `clearAt`: when all failures are worn off; a place whose time has passed is free. */
type Table = { high: Uint32Array; low: Uint32Array; clearAt: Float64Array };

const makeTable = (): Table => ({
  high: new Uint32Array(SETS * WAYS),
  low: new Uint32Array(SETS * WAYS),
  clearAt: new Float64Array(SETS * WAYS),
});
