import { closeSync, fdatasync, fsync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { newId } from "@/lib/ids";

/** A segment on disk that nobody writes to any more. */
export type ClosedSegment = { id: string; path: string; bytes: number };

type OpenSegment = ClosedSegment & { fd: number; syncs: number; closed: boolean; named: boolean };

const MOST_KEPT = 4 * 1024 * 1024;
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
  #unwritten = Buffer.alloc(0);
  /** Lines that reached no disk: more than 4 MB of them waited for a disk that takes no writes. */
  lost = 0;

  constructor(readonly folder: string) {}

  get bytes(): number {
    return (this.#open?.bytes ?? 0) + this.#unwritten.length;
  }

  /**
   * Writes both texts, each whole lines, in one write. After an error the segment ends at its last whole line (readers leave
   * a torn one out) and the rest of `kept` is tried again with the next write; of `refusable` nothing is, its sender is told.
   * @returns the error, or null
   */
  write(kept: string, refusable: string): { error: Error | null; ended: ClosedSegment | null } {
    const before =
      this.#unwritten.length === 0 ? Buffer.from(kept) : Buffer.concat([this.#unwritten, Buffer.from(kept)]);
    const bytes = refusable === "" ? before : Buffer.concat([before, Buffer.from(refusable)]);
    if (bytes.length === 0) return { error: null, ended: null };
    let written = 0;
    try {
      this.#open ??= this.#begin();
      while (written < bytes.length) written += writeSync(this.#open.fd, bytes, written);
      this.#open.bytes += written;
      this.#unwritten = Buffer.alloc(0);
      return { error: null, ended: null };
    } catch (error) {
      const whole = written === 0 ? 0 : bytes.lastIndexOf(NEWLINE, written - 1) + 1;
      if (this.#open !== null) this.#open.bytes += written;
      this.#keep(before.subarray(whole));
      return { error: error instanceof Error ? error : new Error(String(error)), ended: this.end() };
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
    for (let at = rest.indexOf(NEWLINE, cut); at >= 0; at = rest.indexOf(NEWLINE, at + 1)) this.lost++;
    this.#unwritten = Buffer.from(rest.subarray(0, cut));
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
