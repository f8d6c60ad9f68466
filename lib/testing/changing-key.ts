import { KEY } from "./gated-database";

/** A key of CacheWorld: what was committed of it, and what of that its cache has been told. */
export class ChangingKey {
  readonly id: string;
  version = 1;
  revokedIn: number | null = null;
  /** Whose notification, or poll, has been delivered. */
  heard = 0;
  /** Committed when it was noticed last that notifications may have been lost. */
  doubted = 0;
  readonly commits: { at: number; version: number }[] = [{ at: 0, version: 1 }];

  constructor(
    number: number,
    readonly secrets: readonly string[],
  ) {
    this.id = KEY.replace(/1$/, `${number}`);
  }

  /** Committed more than the trust's time before. */
  versionBefore(at: number): number {
    return Math.max(0, ...this.commits.filter((commit) => commit.at < at).map(({ version }) => version));
  }
}
