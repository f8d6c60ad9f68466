import { unlink } from "node:fs/promises";
import { clock } from "@/lib/clock";
import { isInfrastructureTrouble } from "@/lib/errors";
import type { FlushFiles } from "./flush-files";
import { beganAt, type ClosedSegment } from "./segment-writer";

export type OnTrouble = (message: string, error?: unknown) => void;

type Waiting = ClosedSegment & { failures: number; notBefore: number };

const LONGEST_WAIT_MS = 30_000;
// What waited through an outage comes in few transactions: rows that segments share are written once, not once for each.
const MOST_AT_ONCE = 64;
const MOST_BYTES_AT_ONCE = 16 * 1024 * 1024;

const waitAfter = (failures: number): number => Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (failures - 1));

/** Takes closed segments to the database, oldest first, never two transactions at once, and deletes each once it is counted. */
export class SegmentFlusher {
  #waiting: Waiting[] = [];
  #bytes = 0;
  #running: Promise<void> | null = null;
  #failures = 0;
  #notBefore = 0;

  constructor(
    readonly flush: FlushFiles,
    readonly onTrouble: OnTrouble,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  get idle(): boolean {
    return this.#waiting.length === 0;
  }

  /** When the oldest segment that waits was begun, in milliseconds; infinity when none waits. */
  get oldestAt(): number {
    return this.#waiting.reduce((oldest, { id }) => Math.min(oldest, beganAt(id)), Number.POSITIVE_INFINITY);
  }

  add(segments: ClosedSegment[]): void {
    for (const segment of segments) {
      this.#waiting.push({ ...segment, failures: 0, notBefore: 0 });
      this.#bytes += segment.bytes;
    }
  }

  /** Starts a round unless one is under way or the database is being left alone for a while. */
  start(): void {
    if (this.#running === null && !this.idle && clock.ms() >= this.#notBefore) this.#afterRunning(false);
  }

  /** One round over everything that waits, whatever failed before. */
  all(): Promise<void> {
    return this.#afterRunning(true);
  }

  #afterRunning(impatient: boolean): Promise<void> {
    const round = (this.#running ?? Promise.resolve())
      .then(() => this.#round(impatient))
      .finally(() => {
        if (this.#running === round) this.#running = null;
      });
    this.#running = round;
    return round;
  }

  async #round(impatient: boolean): Promise<void> {
    let left = this.#waiting.filter((segment) => impatient || clock.ms() >= segment.notBefore);
    while (left.length > 0) {
      const together = takeTogether(left);
      left = left.slice(together.length);
      if (!(await this.#tryFlush(together))) return;
    }
  }

  /** False when the database cannot be reached: the round ends. */
  async #tryFlush(segments: Waiting[]): Promise<boolean> {
    try {
      await this.#flush(segments);
      this.#failures = 0;
      return true;
    } catch (error) {
      if (isInfrastructureTrouble(error)) {
        this.#notBefore = clock.ms() + waitAfter(++this.#failures);
        this.onTrouble(`Usage waits on disk (${this.bytes} bytes): the database cannot be reached.`, error);
        return false;
      }
      const [segment, ...others] = segments;
      if (segment === undefined) return true;
      if (others.length > 0) {
        // One of them is at fault: each by itself, so that it does not hold up the others.
        for (const each of segments) if (!(await this.#tryFlush([each]))) return false;
        return true;
      }
      segment.notBefore = clock.ms() + waitAfter(++segment.failures);
      this.onTrouble(`Usage segment ${segment.path} could not be counted and is kept.`, error);
      return true;
    }
  }

  async #flush(segments: Waiting[]): Promise<void> {
    const results = await this.flush(segments.map(({ id, path }) => ({ id, path })));
    for (const [i, segment] of segments.entries()) {
      const unreadable = results[i]?.unreadable ?? 0;
      if (unreadable > 0) this.onTrouble(`Usage segment ${segment.path}: ${unreadable} unreadable lines left out.`);
      await unlink(segment.path).catch(unlessGone);
      this.#waiting = this.#waiting.filter((other) => other !== segment);
      this.#bytes -= segment.bytes;
    }
  }
}

/** The first segments that go into one transaction: at least one, and one that failed before goes alone. */
function takeTogether(waiting: readonly Waiting[]): Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const segment of waiting) {
    bytes += segment.bytes;
    if (count > 0 && (count >= MOST_AT_ONCE || bytes > MOST_BYTES_AT_ONCE || segment.failures > 0)) break;
    count++;
    if (segment.failures > 0) break;
  }
  return waiting.slice(0, count);
}

// A file that is gone was removed by hand, or taken over: it is off the disk, which is all that was wanted.
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
