import { Detail } from "./detail";
import { COUNT_COLUMNS, type CountColumn } from "./outcome";
import { addBins, type SketchBins } from "./sketch";

/** Whose calls of which time a row counts; `bucket` in milliseconds. A team's own row has no key and no secret. */
export type CountedFor = { bucket: number; keyId: string; secretId: string; teamId: string; environment: string };

const NOTHING: readonly number[] = COUNT_COLUMNS.map(() => 0);

/** One row of any level while it is being counted. */
export class UsageRow implements CountedFor {
  readonly bucket: number;
  readonly keyId: string;
  readonly secretId: string;
  readonly teamId: string;
  readonly environment: string;
  /** In the order of COUNT_COLUMNS. */
  counts: number[] = NOTHING.slice();
  // Made when they are needed: most rows have none, and ten thousand empty Maps a second are work for the collector.
  #latency: SketchBins | null = null;
  #detail: Detail | null = null;

  constructor(of: CountedFor) {
    this.bucket = of.bucket;
    this.keyId = of.keyId;
    this.secretId = of.secretId;
    this.teamId = of.teamId;
    this.environment = of.environment;
  }

  get latency(): SketchBins {
    this.#latency ??= new Map();
    return this.#latency;
  }

  get hasLatency(): boolean {
    return this.#latency !== null && this.#latency.size > 0;
  }

  get detail(): Detail {
    this.#detail ??= new Detail();
    return this.#detail;
  }

  get hasDetail(): boolean {
    return this.#detail !== null && !this.#detail.isEmpty;
  }

  add(row: UsageRow): void {
    for (const [i, count] of row.counts.entries()) this.counts[i] = (this.counts[i] ?? 0) + count;
    if (row.hasLatency) addBins(this.latency, row.latency);
    if (row.hasDetail) this.detail.add(row.detail);
  }
}

export const columnIndex = (column: CountColumn): number => COUNT_COLUMNS.indexOf(column);

/** Sums of rows by what each is of; what they hold grows with every row that is added. */
export class UsageSums {
  readonly #sums = new Map<string, UsageRow>();

  get rows(): UsageRow[] {
    return [...this.#sums.values()];
  }

  /** @param sumFor which sum each row belongs to, usually that of a longer bucket */
  add(rows: Iterable<UsageRow>, sumFor: (row: UsageRow) => CountedFor): this {
    for (const row of rows) {
      const of = sumFor(row);
      const id = `${of.bucket} ${of.keyId} ${of.secretId} ${of.teamId} ${of.environment}`;
      let sum = this.#sums.get(id);
      if (sum === undefined) {
        sum = new UsageRow(of);
        this.#sums.set(id, sum);
      }
      sum.add(row);
    }
    return this;
  }
}

export const addUp = (rows: Iterable<UsageRow>, sumFor: (row: UsageRow) => CountedFor): UsageRow[] =>
  new UsageSums().add(rows, sumFor).rows;
