import { setImmediate as nextTick } from "node:timers/promises";
import { OUTCOME_COLUMN, STATUS_COLUMN, type StatusClass, USAGE_CODES } from "./outcome";
import { floorTo } from "./range";
import { addValue } from "./sketch";
import {
  type EventLine,
  readBatchId,
  readEvents,
  readVerification,
  readWho,
  type VerificationLine,
} from "./spool-line";
import { columnIndex, emptyRow, type UsageRow, type UsageRows } from "./usage-rows";

/** What a segment holds, counted by minute and secret; batches stay lines until it is known which of them are new. */
export type Segment = {
  minutes: UsageRows;
  lastUses: Map<string, VerificationLine>;
  batches: Map<string, string>;
  unreadable: number;
};

const CODE_INDEX = USAGE_CODES.map((code) => columnIndex(OUTCOME_COLUMN[code]));
// The event loop gets its turn this often, so that reading a large segment never delays a verification noticeably.
const LINES_AT_ONCE = 500;

function minuteOf(minutes: UsageRows, at: number, who: string): UsageRow {
  const bucket = floorTo(at, "minute");
  // Key and secret only, as in the table: a row must not come twice in one statement.
  const key = bucket + who.slice(1, 49);
  let row = minutes.get(key);
  if (row === undefined) {
    row = emptyRow({ bucket, ...readWho(who) });
    minutes.set(key, row);
  }
  return row;
}

function countVerification(segment: Segment, line: VerificationLine): void {
  const { counts } = minuteOf(segment.minutes, line.at, line.who);
  const column = CODE_INDEX[line.code] ?? 0;
  counts[column] = (counts[column] ?? 0) + 1;
  const latest = segment.lastUses.get(line.secretId);
  if (latest === undefined || latest.at <= line.at) segment.lastUses.set(line.secretId, line);
}

function countEvent(minutes: UsageRows, event: EventLine): void {
  const row = minuteOf(minutes, event.at, event.who);
  const column = columnIndex(STATUS_COLUMN[`${Math.floor(event.status / 100)}xx` as StatusClass]);
  row.counts[column] = (row.counts[column] ?? 0) + 1;
  addValue(row.latency, event.latencyMs);
}

/** Reads a spool segment. A last line without its end was never answered for, and is left out. */
export async function readSegment(content: Buffer): Promise<Segment> {
  const text = content.toString("utf8");
  const segment: Segment = { minutes: new Map(), lastUses: new Map(), batches: new Map(), unreadable: 0 };
  let lines = 0;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    const line = text.slice(start, end);
    start = end + 1;
    const verification = readVerification(line);
    if (verification !== null) {
      countVerification(segment, verification);
    } else {
      const batchId = readBatchId(line);
      if (batchId === null) segment.unreadable++;
      else segment.batches.set(batchId, line);
    }
    if (++lines % LINES_AT_ONCE === 0) await nextTick();
  }
  return segment;
}

export async function countBatches(segment: Segment, batchIds: Iterable<string>): Promise<void> {
  for (const batchId of batchIds) {
    for (const event of readEvents(segment.batches.get(batchId) ?? "")) countEvent(segment.minutes, event);
    await nextTick();
  }
}
