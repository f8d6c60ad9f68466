import { readFile, unlink } from "node:fs/promises";
import { clock } from "@/lib/clock";
import { isInfrastructureTrouble } from "@/lib/errors";
import type { FlushResult } from "./flush-segment";
import type { ClosedSegment } from "./segment-writer";

export type Flush = (id: string, content: Buffer) => Promise<FlushResult>;
export type OnTrouble = (message: string, error?: unknown) => void;

type Waiting = ClosedSegment & { failures: number; notBefore: number };

const LONGEST_WAIT_MS = 30_000;
const waitAfter = (failures: number): number => Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (failures - 1));

/** Takes closed segments to the database, oldest first, never two at once, and deletes each once it is counted. */
export class SegmentFlusher {
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #failures = 0;
  #notBefore = 0;

  constructor(
    readonly flush: Flush,
    readonly onTrouble: OnTrouble,
  ) {}

  get bytes(): number {
    return this.#waiting.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  get idle(): boolean {
    return this.#waiting.length === 0;
  }

  add(segments: ClosedSegment[]): void {
    this.#waiting.push(...segments.map((segment) => ({ ...segment, failures: 0, notBefore: 0 })));
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
    for (const segment of [...this.#waiting]) {
      if (!impatient && clock.ms() < segment.notBefore) continue;
      try {
        await this.#flushOne(segment);
        this.#failures = 0;
      } catch (error) {
        if (isInfrastructureTrouble(error)) {
          this.#notBefore = clock.ms() + waitAfter(++this.#failures);
          this.onTrouble(`Usage waits on disk (${this.bytes} bytes): the database cannot be reached.`, error);
          return;
        }
        // Not the database but this segment: it is kept and tried again, and does not hold up the others.
        segment.notBefore = clock.ms() + waitAfter(++segment.failures);
        this.onTrouble(`Usage segment ${segment.path} could not be counted and is kept.`, error);
      }
    }
  }

  async #flushOne(segment: Waiting): Promise<void> {
    const content = await readFile(segment.path).catch(unlessGone);
    if (content !== null) {
      const { unreadable } = await this.flush(segment.id, content);
      if (unreadable > 0) this.onTrouble(`Usage segment ${segment.path}: ${unreadable} unreadable lines left out.`);
      await unlink(segment.path).catch(unlessGone);
    }
    this.#waiting = this.#waiting.filter((other) => other !== segment);
  }
}

// A file that is gone was counted by a process that took it over, or removed by hand: nothing is left to do.
function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
