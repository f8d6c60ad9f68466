import { ByteReader, ByteWriter } from "./varint";

/** What calls are told apart by, beyond their outcome. The order is what is stored. */
export const DIMENSIONS = ["route", "caller", "country", "scope", "status", "key"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Stands for all values that were not kept apart; no value holds a control character. */
export const OTHER = "\u0000";

/** Values kept apart for each dimension of one row: what a hostile caller can make of it is bounded. */
export const MOST_VALUES = 200;
/** Of them so many are there because they were refused most, and as many because they failed most, however few their calls. */
const MOST_IN_TROUBLE = 30;

export class Tally {
  requests = 0;
  refused = 0;
  responses = 0;
  failed = 0;
  /** The sum of reported latencies, in tenths of a millisecond, so that adding stays exact. */
  latency = 0;
  /** Seconds since the epoch; 0: never. */
  lastAt = 0;

  add(more: Tally): void {
    this.requests += more.requests;
    this.refused += more.refused;
    this.responses += more.responses;
    this.failed += more.failed;
    this.latency += more.latency;
    if (more.lastAt > this.lastAt) this.lastAt = more.lastAt;
  }
}

const weight = ({ requests, responses }: Tally): number => requests + responses;
type Entry = [value: string, tally: Tally];
const byMost =
  (of: (tally: Tally) => number) =>
  (a: Entry, b: Entry): number =>
    of(b[1]) - of(a[1]) || (a[0] < b[0] ? -1 : 1);
const byWeight = byMost(weight);

/** Those of the entries that are kept apart: the largest, and those most in trouble. */
function keptApart(entries: Entry[], most: number): Set<string> {
  const kept = new Set<string>();
  const keep = (sorted: Entry[], until: number): void => {
    for (const [value] of sorted) {
      if (kept.size >= until) return;
      kept.add(value);
    }
  };
  const trouble = Math.min(MOST_IN_TROUBLE, Math.floor(most / 4));
  keep(entries.toSorted(byWeight), most - 2 * trouble);
  keep(entries.filter(([, { refused }]) => refused > 0).sort(byMost(({ refused }) => refused)), most - trouble);
  keep(entries.filter(([, { failed }]) => failed > 0).sort(byMost(({ failed }) => failed)), most);
  keep(entries.toSorted(byWeight), most);
  return kept;
}

/** Who called, from where, what for, and how it was answered: tallies by dimension and value. Details add up like counts. */
export class Detail {
  readonly #tallies: Record<Dimension, Map<string, Tally>> = {
    route: new Map(),
    caller: new Map(),
    country: new Map(),
    scope: new Map(),
    status: new Map(),
    key: new Map(),
  };

  of(dimension: Dimension): ReadonlyMap<string, Tally> {
    return this.#tallies[dimension];
  }

  get isEmpty(): boolean {
    return DIMENSIONS.every((dimension) => this.#tallies[dimension].size === 0);
  }

  tally(dimension: Dimension, value: string): Tally {
    const tallies = this.#tallies[dimension];
    let tally = tallies.get(value);
    if (tally === undefined) {
      tally = new Tally();
      tallies.set(value, tally);
    }
    return tally;
  }

  add(more: Detail): void {
    for (const dimension of DIMENSIONS) {
      for (const [value, tally] of more.of(dimension)) this.tally(dimension, value).add(tally);
    }
  }

  /** Every call of a row has a route, told or not: what all of them add up to. */
  get sum(): Tally {
    const sum = new Tally();
    for (const tally of this.#tallies.route.values()) sum.add(tally);
    return sum;
  }

  /** Folds everything but the largest values of each dimension, and those most in trouble, into OTHER. Sums stay what they are. */
  bound(most = MOST_VALUES): this {
    for (const dimension of DIMENSIONS) {
      const tallies = this.#tallies[dimension];
      if (tallies.size <= most) continue;
      const entries = [...tallies].filter(([value]) => value !== OTHER);
      const kept = keptApart(entries, most);
      for (const [value, tally] of entries) {
        if (kept.has(value)) continue;
        this.tally(dimension, OTHER).add(tally);
        tallies.delete(value);
      }
    }
    return this;
  }

  /** The largest values first, OTHER last. */
  sorted(dimension: Dimension): [string, Tally][] {
    const all = [...this.#tallies[dimension]].sort(byWeight);
    return [...all.filter(([value]) => value !== OTHER), ...all.filter(([value]) => value === OTHER)];
  }

  /** As hex of what `detail` columns hold. Such texts one after the other are their sum, so that SQL merges by concatenation. */
  encode(): string {
    const writer = new ByteWriter(512);
    for (const [number, dimension] of DIMENSIONS.entries()) {
      for (const [value, tally] of this.#tallies[dimension]) {
        writer.number(number);
        writer.text(value);
        writer.number(tally.requests);
        writer.number(tally.refused);
        writer.number(tally.responses);
        writer.number(tally.failed);
        writer.number(tally.latency);
        writer.number(tally.lastAt);
      }
    }
    return writer.hex();
  }

  /** Adds any number of encoded details, one after the other. Dimensions this version does not know are left out. */
  addEncoded(bytes: Buffer): this {
    const reader = new ByteReader(bytes);
    const read = new Tally();
    while (!reader.isAtEnd) {
      const dimension = DIMENSIONS[reader.number()];
      const value = reader.text();
      read.requests = reader.number();
      read.refused = reader.number();
      read.responses = reader.number();
      read.failed = reader.number();
      read.latency = reader.number();
      read.lastAt = reader.number();
      if (dimension !== undefined) this.tally(dimension, value).add(read);
    }
    return this;
  }
}
