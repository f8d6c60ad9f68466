import { DomainError } from "@/lib/errors";

/** For how long what was read is believed without hearing from the database: the hard bound of invariant 4. */
export const TRUST_MS = 2_000;

export const databaseAway = (): DomainError =>
  new DomainError("unavailable", "The key database cannot be reached right now. Try again in a second.", undefined, 1);

/** How up to date this process is with the database. Fed by the poll (lib/verification/changes/invalidations.ts), asked by the caches. */
export class Freshness {
  private polledAt = Number.NEGATIVE_INFINITY;
  /** False from a failed poll to the next good one. True at first: nothing has failed yet. */
  isReachable = true;
  /** Raised when changes may have been missed altogether: whatever was read in an earlier epoch has to be read again. */
  epoch = 0;

  constructor(private readonly staleMs: number) {}

  /** A poll that started then has succeeded: everything changed before it is known. */
  polled(startedAt: number): void {
    this.polledAt = startedAt;
    this.isReachable = true;
  }

  get lastPollAt(): number {
    return this.polledAt;
  }

  /** May what was read at `readAt` be used without asking the database again? */
  trusts(readAt: number, epoch: number, now: number): boolean {
    if (epoch !== this.epoch || !this.isReachable) return false;
    const age = now - Math.max(readAt, this.polledAt);
    // A negative age is a clock that was set back: how old it really is, nobody knows.
    return age >= 0 && age < TRUST_MS;
  }

  /** May it still be used although the database cannot be reached (STALE_ON_DATABASE_OUTAGE_SECONDS)? */
  tolerates(readAt: number, now: number): boolean {
    const age = now - Math.max(readAt, this.polledAt);
    return age >= 0 && age < this.staleMs;
  }
}
