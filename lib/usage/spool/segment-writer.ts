import { closeSync, fdatasync, fsync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { newId } from "@/lib/ids";
import { isRefusalAt } from "@/lib/refusals/refusal-line";

/** A segment on disk that nobody writes to any more. */
export type ClosedSegment = { id: string; path: string; bytes: number };

/** When a segment was begun, in milliseconds: its id is a UUIDv7, which begins with that. */
export const beganAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

type OpenSegment = ClosedSegment & { fd: number; syncs: number; closed: boolean; named: boolean };

const MOST_KEPT = 4 * 1024 * 1024;
const SCRATCH_BYTES = 64 * 1024;
const NOTHING = Buffer.alloc(0);
const NEWLINE = 10;

function close(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // What close reports was reported by the write before it.
  }
}

/** Appends to one segment file at a time in `folder`. */
export class SegmentWriter {
  #open: OpenSegment | null = null;
  /** Whole lines that a failed write left over; they go first at the next one. */
  #unwritten = NOTHING;
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  /** Lines that reached no disk: beyond the bound, or more than 4 MB of them waited for a disk that takes no writes. */
  lost = 0;

  /**
   * @param mostBytes what this folder may hold, in bytes
   * @param bytesElsewhere what it holds beside the segment under way
   */
  constructor(
    readonly folder: string,
    readonly mostBytes = Number.POSITIVE_INFINITY,
    readonly bytesElsewhere: () => number = () => 0,
  ) {}

  get bytes(): number {
    return (this.#open?.bytes ?? 0) + this.#unwritten.length;
  }

  /** When the segment under way was begun, in milliseconds; infinity when there is none. */
  get openSince(): number {
    return this.#open === null ? Number.POSITIVE_INFINITY : beganAt(this.#open.id);
  }

  /**
   * Writes both texts, each whole lines, in one write. After an error the segment ends at its last whole line (readers leave
   * a torn one out) and the rest of `kept` is tried again with the next write; of `refusable` nothing is, its sender is told.
   * Beyond the bound nothing is written: `refusable` goes first, then `kept`, which is counted as lost.
   * @returns the error, or null
   */
  write(kept: string, refusable: string): { error: Error | null; ended: ClosedSegment | null } {
    const before =
      this.#unwritten.length === 0 ? this.#encode(kept) : Buffer.concat([this.#unwritten, Buffer.from(kept)]);
    const bytes = refusable === "" ? before : Buffer.concat([before, Buffer.from(refusable)]);
    if (bytes.length === 0) return { error: null, ended: null };
    const room = this.mostBytes - this.bytesElsewhere() - (this.#open?.bytes ?? 0);
    if (bytes.length > room) return this.#writeBeyond(before, refusable !== "" && before.length <= room);
    return this.#write(bytes, before);
  }

  /** In the same memory at each tick, when it fits: it is written, or copied, before the next. */
  #encode(lines: string): Buffer {
    // UTF-8 has at most three bytes for one unit of a string.
    if (lines.length * 3 > this.#scratch.length) return Buffer.from(lines);
    return this.#scratch.subarray(0, this.#scratch.write(lines));
  }

  #writeBeyond(before: Buffer, isOnlyRefused: boolean): { error: Error; ended: ClosedSegment | null } {
    let ended: ClosedSegment | null = null;
    if (isOnlyRefused) {
      if (before.length > 0) ({ ended } = this.#write(before, before));
    } else {
      this.#unwritten = NOTHING;
      this.#lose(before, 0);
    }
    return { error: this.#fullError(), ended };
  }

  /** @param before the part of `bytes` that is kept when it cannot be written */
  #write(bytes: Buffer, before: Buffer): { error: Error | null; ended: ClosedSegment | null } {
    let written = 0;
    try {
      this.#open ??= this.#begin();
      while (written < bytes.length) written += writeSync(this.#open.fd, bytes, written);
      this.#open.bytes += written;
      this.#unwritten = NOTHING;
      return { error: null, ended: null };
    } catch (error) {
      const whole = written === 0 ? 0 : bytes.lastIndexOf(NEWLINE, written - 1) + 1;
      if (this.#open !== null) this.#open.bytes += written;
      this.#keep(before.subarray(whole));
      return { error: this.#diskError(error), ended: this.end() };
    }
  }

  /** Calls back once everything written so far would outlive a power cut. */
  sync(done: (error: Error | null) => void): void {
    const segment = this.#open;
    if (segment === null) {
      done(null);
      return;
    }
    segment.syncs++;
    fdatasync(segment.fd, (error) => {
      if (--segment.syncs === 0 && segment.closed) close(segment.fd);
      if (error !== null || segment.named) done(error);
      else this.#syncName(segment, done);
    });
  }

  /** Closes the segment under way; the next write begins another. Null when there is none. */
  end(): ClosedSegment | null {
    const segment = this.#open;
    if (segment === null) return null;
    this.#open = null;
    segment.closed = true;
    if (segment.syncs === 0) close(segment.fd);
    return { id: segment.id, path: segment.path, bytes: segment.bytes };
  }

  #begin(): OpenSegment {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const id = newId();
    const path = join(this.folder, `${id}.spool`);
    return { id, path, bytes: 0, fd: openSync(path, "ax", 0o600), syncs: 0, closed: false, named: false };
  }

  #keep(rest: Buffer): void {
    const cut = rest.length <= MOST_KEPT ? rest.length : rest.lastIndexOf(NEWLINE, MOST_KEPT - 1) + 1;
    this.#lose(rest, cut);
    this.#unwritten = Buffer.from(rest.subarray(0, cut));
  }

  #lose(lines: Buffer, from: number): void {
    let start = from;
    for (let at = lines.indexOf(NEWLINE, from); at >= 0; at = lines.indexOf(NEWLINE, at + 1)) {
      // A noted refusal is no usage: its verification, if there is one, has a line of its own.
      if (!isRefusalAt(lines, start)) this.lost++;
      start = at + 1;
    }
  }

  #fullError(): Error {
    const most = Math.round(this.mostBytes / 1024 / 1024);
    return new Error(
      `The usage spool holds as much as it may, ${most} MiB. Answered verifications not counted so far: ${this.lost}. ` +
        "Bring the database back, or raise USAGE_SPOOL_MAX_MIB.",
    );
  }

  #diskError(cause: unknown): Error {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (this.lost === 0) return cause instanceof Error ? cause : new Error(why);
    return new Error(`${why}. Answered verifications not counted so far: ${this.lost}. Make room on the disk.`, {
      cause,
    });
  }

  // A new file's name is durable only with its folder; systems that cannot open a folder keep names by themselves.
  #syncName(segment: OpenSegment, done: (error: Error | null) => void): void {
    let fd: number;
    try {
      fd = openSync(this.folder, "r");
    } catch {
      done(null);
      return;
    }
    fsync(fd, () => {
      close(fd);
      segment.named = true;
      done(null);
    });
  }
}
