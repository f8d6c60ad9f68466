import { mkdirSync, readdirSync, rmdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";
import type { Refusal } from "@/lib/refusals/refusal";
import { refusalLine } from "@/lib/refusals/refusal-line";
import type { ReportBatch, VerificationRecord } from "../record";
import { type FlushFiles, flushFiles } from "./flush-files";
import { GroupCommit } from "./group-commit";
import { type OnTrouble, SegmentFlusher } from "./segment-flusher";
import { type ClosedSegment, SegmentWriter } from "./segment-writer";
import { reportLine, verificationLine } from "./spool-line";
import { adoptAbandoned, claimOwner } from "./spool-owner";

export type Spool = {
  /** `answered` runs after the record is written, or after writing failed: usage never holds an answer back. */
  recordVerification(record: VerificationRecord, answered: () => void): void;
  /** `answered` runs once the batch would outlive a power cut, or with the error that kept it from it. */
  recordReports(batch: ReportBatch, answered: (error?: Error) => void): void;
  /** Keeps a refusal for explaining, with the same write as what is recorded in this tick; not when the spool is half full. */
  noteRefusal(refusal: Refusal): void;
  /** On disk and not yet in the database. */
  bytes(): number;
  /** What it may be at most; infinity without a bound. */
  readonly mostBytes: number;
  /** How long the oldest of that has waited, in milliseconds; 0 when nothing waits. */
  oldestMs(): number;
  /** Verifications answered and never counted: the spool was at its bound, or the disk took no writes for too long. */
  lost(): number;
  /** Takes everything recorded so far to the database now, if it can be reached. */
  flush(): Promise<void>;
  /** Flushes what it can within 4.5 s; the rest stays on disk for the next process. */
  close(): Promise<void>;
};

export type SpoolOptions = {
  /** Shared by every process of the machine; each makes a folder of its own in it. */
  folder: string;
  /** What this process's folder may hold: beyond it verifications are lost and reports refused. No bound when not given. */
  mostBytes?: number;
  flushEveryMs?: number;
  /** In this thread unless another way is given. */
  flush?: FlushFiles;
  onTrouble?: OnTrouble;
};

/** Flushing gets this long at the end; a flush that hangs is left to the next process. The thread it may run in ends after. */
const LONGEST_CLOSE_MS = 4_500;
const LARGEST_SEGMENT = 4 * 1024 * 1024;
const LOOK_FOR_ABANDONED_MS = 30_000;
const SAME_TROUBLE_AGAIN_MS = 1_000;

const segmentsIn = (folder: string): ClosedSegment[] =>
  readdirSync(folder)
    .filter((name) => /^[0-9a-f-]{36}\.spool$/.test(name))
    .sort()
    .map((name) => ({ id: name.slice(0, 36), path: join(folder, name), bytes: statSync(join(folder, name)).size }));

const toLog: OnTrouble = (message, error) =>
  log.warn({ error: error instanceof Error ? error.message : error }, message);

/**
 * Says a trouble at most once a second, so that a full disk does not drown in its own log. One for each who reports: that the
 * database is away must not silence that counts are being lost.
 */
function calm(onTrouble: OnTrouble): OnTrouble {
  let last = Number.NEGATIVE_INFINITY;
  return (message, error) => {
    if (clock.ms() - last < SAME_TROUBLE_AGAIN_MS) return;
    last = clock.ms();
    onTrouble(message, error);
  };
}

/**
 * Opens the usage spool: what is recorded is on disk before it is answered (the page cache outlives `kill -9`), one write
 * for all records of an event-loop tick, and in the database every `flushEveryMs` (1,000), exactly once. What earlier
 * processes left behind is taken over and counted.
 */
export function openSpool(options: SpoolOptions): Spool {
  const say = options.onTrouble ?? toLog;
  const onTrouble = calm(say);
  const owner = claimOwner();
  const folder = join(options.folder, owner.name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const flusher = new SegmentFlusher(options.flush ?? flushFiles, onTrouble);
  const writer = new SegmentWriter(folder, options.mostBytes, () => flusher.bytes);

  const rotate = (): void => {
    const ended = writer.end();
    if (ended !== null) flusher.add([ended]);
    flusher.start();
  };
  const group = new GroupCommit(
    writer,
    (ended) => {
      if (ended !== null) flusher.add([ended]);
      if (writer.bytes > LARGEST_SEGMENT) rotate();
    },
    calm(say),
  );

  let lookedAt = Number.NEGATIVE_INFINITY;
  const adopt = (): void => {
    if (clock.ms() - lookedAt < LOOK_FOR_ABANDONED_MS) return;
    lookedAt = clock.ms();
    const before = new Set(readdirSync(folder));
    adoptAbandoned(options.folder, folder);
    flusher.add(segmentsIn(folder).filter((segment) => !before.has(`${segment.id}.spool`)));
  };

  const everyTick = (): void => {
    try {
      if (!keepAlive(folder)) {
        // Taken over while this process slept, or removed by hand: the segment under way went with it.
        writer.end();
        mkdirSync(folder, { recursive: true, mode: 0o700 });
      }
      adopt();
    } catch (error) {
      onTrouble(`The usage spool ${folder} cannot be read.`, error);
    }
    // Tries again what a failed write left over.
    group.commit();
    // While the database is away the segment grows to its full size instead of becoming thousands of small ones.
    if (flusher.idle) rotate();
    else flusher.start();
  };

  adopt();
  flusher.start();
  const timer = setInterval(everyTick, options.flushEveryMs ?? 1_000);
  timer.unref();

  const flush = async (): Promise<void> => {
    group.commit();
    rotate();
    await flusher.all();
  };

  const mostBytes = options.mostBytes ?? Number.POSITIVE_INFINITY;
  return {
    noteRefusal: (refusal) => {
      if (writer.bytes + flusher.bytes < mostBytes / 2) group.addNote(refusalLine(refusal));
    },
    recordVerification: (record, answered) => group.addVerification(verificationLine(record), answered),
    recordReports: (batch, answered) => group.addReports(reportLine(batch), answered),
    bytes: () => writer.bytes + flusher.bytes,
    mostBytes,
    oldestMs: () => Math.max(0, clock.ms() - Math.min(clock.ms(), flusher.oldestAt, writer.openSince)),
    lost: () => writer.lost,
    flush,
    async close() {
      clearInterval(timer);
      await Promise.race([flush(), wait(LONGEST_CLOSE_MS, undefined, { ref: false })]);
      owner.release();
      try {
        rmdirSync(folder);
      } catch {
        // Segments are left: the next process to open the spool takes them over.
      }
    },
  };
}

/** Shows processes of other hosts that this one lives. False when the folder is gone. */
function keepAlive(folder: string): boolean {
  try {
    const now = new Date();
    utimesSync(folder, now, now);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
