import { setImmediate as nextTick, setTimeout as wait } from "node:timers/promises";
import { isRefusalAt } from "@/lib/refusals/refusal-line";
import { OUTCOME_COLUMN, STATUS_COLUMN, type StatusClass, USAGE_CODES } from "../outcome";
import { addValue } from "../sketch";
import { floorTo } from "../step";
import { columnIndex, UsageRow } from "../usage-row";
import { CallTails, type CountryOf } from "./call-tails";
import { CLIENT_AT, type EventLine, isWho, KEY_END, readBatchId, readEvents, readWho, WHO_AT } from "./spool-line";

/** A minute of one secret, and what its verifications say of the calls. */
class Minute {
  readonly row: UsageRow;
  readonly tails = new CallTails();

  constructor(bucket: number, who: string) {
    this.row = new UsageRow({ bucket, ...readWho(who) });
  }
}

/** Somebody whose calls segments hold: what the latest verification's line says, and the rows of their minutes. */
class Known {
  readonly secretId: string;
  at = -1;
  /** What the latest verification told of the call, as it stands in its line. */
  tail = "";
  #minute: Minute | null = null;
  /** From the second minute on. */
  #minutes: Map<number, Minute> | null = null;

  constructor(readonly who: string) {
    this.secretId = who.slice(1, 13);
  }

  get minutes(): Iterable<Minute> {
    return this.#minutes?.values() ?? (this.#minute === null ? [] : [this.#minute]);
  }

  used(at: number, tail: string): void {
    if (at < this.at) return;
    this.at = at;
    this.tail = tail;
  }

  minuteAt(at: number): Minute {
    const bucket = floorTo(at, "minute");
    if (this.#minute?.row.bucket === bucket) return this.#minute;
    if (this.#minute !== null) this.#minutes ??= new Map([[this.#minute.row.bucket, this.#minute]]);
    const minute = this.#minutes?.get(bucket) ?? new Minute(bucket, this.who);
    this.#minutes?.set(bucket, minute);
    this.#minute = minute;
    return minute;
  }
}

/** What segments hold, counted by minute and secret; batches stay lines until it is known which of them are new. */
export class SegmentCounts {
  readonly batches = new Map<string, string>();
  /** By secret and key, as they stand in a line and in the table: a row must not come twice in one statement. */
  readonly #known = new Map<string, Known>();

  constructor(private readonly countryOf: CountryOf) {}

  /** Once everything is read. */
  minutes(): UsageRow[] {
    const rows: UsageRow[] = [];
    for (const known of this.#known.values()) {
      for (const { row, tails } of known.minutes) {
        tails.addTo(row.detail, this.countryOf);
        // For the team's rows, which so know their largest keys.
        row.detail.tally("key", row.keyId).add(row.detail.sum);
        row.detail.bound();
        rows.push(row);
      }
    }
    return rows;
  }

  /** The latest verification of each secret; `tail` is read by readTold. */
  lastUses(): Iterable<{ secretId: string; at: number; tail: string }> {
    const latest = new Map<string, Known>();
    for (const known of this.#known.values()) {
      const other = latest.get(known.secretId);
      if (known.at >= 0 && (other === undefined || other.at <= known.at)) latest.set(known.secretId, known);
    }
    return latest.values();
  }

  /** False when the line, which goes from `start` to `end`, is no verification. */
  addVerification(text: string, start: number, end: number): boolean {
    const at = stampAt(text, start + 1);
    const code = text.charCodeAt(start + WHO_AT - 1) - DIGIT_0;
    const column = CODE_INDEX[code];
    if (text.charCodeAt(start) !== LETTER_V || at < 0 || column === undefined || end < start + CLIENT_AT) return false;
    const id = text.slice(start + WHO_AT + 1, start + KEY_END);
    let known = this.#known.get(id);
    if (known === undefined) {
      const who = text.slice(start + WHO_AT, start + CLIENT_AT);
      if (!isWho(who)) return false;
      known = new Known(who);
      this.#known.set(id, known);
    }
    const { row, tails } = known.minuteAt(at);
    row.counts[column] = (row.counts[column] ?? 0) + 1;
    const tail = text.slice(start + CLIENT_AT, end);
    tails.add(tail, code, at, () => row.detail, this.countryOf);
    known.used(at, tail);
    return true;
  }

  /** Counts the batches named, of those that were read. */
  async countBatches(batchIds: Iterable<string>): Promise<void> {
    for (const batchId of batchIds) {
      for (const event of readEvents(this.batches.get(batchId) ?? "")) this.#addEvent(event);
      await nextTick();
    }
  }

  #addEvent({ at, who, status, latencyMs, route, ip }: EventLine): void {
    const id = who.slice(1, KEY_END - WHO_AT);
    let known = this.#known.get(id);
    if (known === undefined) {
      known = new Known(who);
      this.#known.set(id, known);
    }
    const { row } = known.minuteAt(at);
    const column = columnIndex(STATUS_COLUMN[`${Math.floor(status / 100)}xx` as StatusClass]);
    row.counts[column] = (row.counts[column] ?? 0) + 1;
    addValue(row.latency, latencyMs);
    const failed = status >= 400 ? 1 : 0;
    const tenths = Math.round(Math.min(latencyMs, LONGEST_LATENCY_MS) * 10);
    const count = (dimension: "route" | "caller" | "country" | "status", value: string): void => {
      const tally = row.detail.tally(dimension, value);
      tally.responses++;
      tally.failed += failed;
      tally.latency += tenths;
      tally.lastAt = Math.max(tally.lastAt, Math.floor(at / 1_000));
    };
    count("route", route);
    count("caller", `${ip}\t`);
    count("country", ip === "" ? "" : (this.countryOf(ip) ?? ""));
    count("status", `${status}`);
  }
}

/** Sums of latencies stay whole numbers; beyond this nobody waited. */
const LONGEST_LATENCY_MS = 1e8;
const CODE_INDEX = USAGE_CODES.map((code) => columnIndex(OUTCOME_COLUMN[code]));
const LETTER_V = 86;
const DIGIT_0 = 48;
const STAMP_DIGITS = 13;
// A fraction of a millisecond's work, then a millisecond's rest. Whoever shares the processor with the flush, the thread that
// answers among them, waits no longer than that; in one go the system would let them wait for several milliseconds.
const LINES_AT_ONCE = 500;
const REST_MS = 1;

/** The time that stands there, in milliseconds; below 0 when it is none. By character, since a slice a line costs more. */
function stampAt(text: string, from: number): number {
  let value = 0;
  for (let i = from; i < from + STAMP_DIGITS; i++) {
    const digit = text.charCodeAt(i) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Counts a spool segment. A last line without its end was never answered for, and is left out.
 * @returns how many lines were neither a verification nor a batch
 */
export async function readSegment(content: Buffer, counts: SegmentCounts): Promise<number> {
  const text = content.toString("utf8");
  let unreadable = 0;
  let lines = 0;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    if (!isRefusalAt(text, start) && !counts.addVerification(text, start, end)) {
      const line = text.slice(start, end);
      const batchId = readBatchId(line);
      if (batchId === null) unreadable++;
      else counts.batches.set(batchId, line);
    }
    start = end + 1;
    if (++lines % LINES_AT_ONCE === 0) await wait(REST_MS);
  }
  return unreadable;
}
