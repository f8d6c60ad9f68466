import type { Detail } from "../detail";
import { USAGE_CODES } from "../outcome";
import { readTold } from "./spool-line";

const MOST_TAILS = 1_000;
const VALID = USAGE_CODES.indexOf("VALID");
const INSUFFICIENT_SCOPE = USAGE_CODES.indexOf("INSUFFICIENT_SCOPE");
const NONE: readonly number[] = USAGE_CODES.map(() => 0);

/** How often each outcome came, in the order of USAGE_CODES, and when the last one did, in milliseconds. */
type Calls = { counts: number[]; lastAt: number };

export type CountryOf = (ip: string) => string | null;

/**
 * The verifications of one row by what their lines say of the call. Calls are alike, and taking a line apart costs more than
 * counting it: equal tails are counted together and taken apart once.
 */
export class CallTails {
  readonly #tails = new Map<string, Calls>();

  /** @param code its place in USAGE_CODES */
  add(tail: string, code: number, at: number, detail: () => Detail, countryOf: CountryOf): void {
    let calls = this.#tails.get(tail);
    if (calls === undefined) {
      if (this.#tails.size >= MOST_TAILS) this.addTo(detail(), countryOf);
      calls = { counts: NONE.slice(), lastAt: at };
      this.#tails.set(tail, calls);
    }
    calls.counts[code] = (calls.counts[code] ?? 0) + 1;
    if (at > calls.lastAt) calls.lastAt = at;
  }

  /** Moves what was counted into `detail`. */
  addTo(detail: Detail, countryOf: CountryOf): void {
    for (const [tail, { counts, lastAt }] of this.#tails) {
      const requests = counts.reduce((sum, count) => sum + count, 0);
      const refused = requests - (counts[VALID] ?? 0);
      const seconds = Math.floor(lastAt / 1_000);
      const { ip, userAgent, route, scopes } = readTold(tail);
      const count = (
        dimension: "route" | "caller" | "country" | "scope",
        value: string,
        refusedThere: number,
      ): void => {
        const tally = detail.tally(dimension, value);
        tally.requests += requests;
        tally.refused += refusedThere;
        if (seconds > tally.lastAt) tally.lastAt = seconds;
      };
      count("route", route, refused);
      count("caller", `${ip}\t${userAgent}`, refused);
      count("country", ip === "" ? "" : (countryOf(ip) ?? ""), refused);
      for (const scope of scopes.split(" ")) if (scope !== "") count("scope", scope, counts[INSUFFICIENT_SCOPE] ?? 0);
    }
    this.#tails.clear();
  }
}
