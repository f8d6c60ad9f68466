import { KEPT_A_MINUTE } from "./refusal";

const MINUTE_MS = 60_000;
/** Of all keys, and of calls that found none: what a process writes in a minute at most, however hard it is flooded. */
const KNOWN_A_MINUTE = 1_200;
const UNKNOWN_A_MINUTE = 120;

/** Which refusals are kept: the first of each key in a minute, within a bound for all. */
export class RefusalSample {
  #minute = -1;
  #known = 0;
  #unknown = 0;
  readonly #byKey = new Map<string, number>();

  /** @param keyId null where no key was found. @param now in milliseconds */
  takes(keyId: string | null, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#known = this.#unknown = 0;
      this.#byKey.clear();
    }
    if (keyId === null) return this.#unknown < UNKNOWN_A_MINUTE && ++this.#unknown > 0;
    const before = this.#byKey.get(keyId) ?? 0;
    if (before >= KEPT_A_MINUTE || this.#known >= KNOWN_A_MINUTE) return false;
    this.#byKey.set(keyId, before + 1);
    this.#known++;
    return true;
  }
}
