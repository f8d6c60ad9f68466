import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { clock } from "@/lib/clock";
import { type FlushFiles, flushFiles, type SegmentFile } from "@/lib/usage/spool/flush-files";
import { type FlushOrder, type FlushOutcome, receivedError } from "./flush-messages";

export type FlushThread = {
  flush: FlushFiles;
  /** In order where it can, at once where something is under way: what waits for it has waited long enough. */
  close(): Promise<void>;
};

const NEXT_START_MS = 10_000;
const LONGEST_END_MS = 500;

type Flushed = Awaited<ReturnType<FlushFiles>>;
type UnderWay = { files: readonly SegmentFile[]; resolve: (flushed: Flushed) => void; reject: (error: Error) => void };

const brokenOff = (): Error => new Error("The flush was broken off because the gateway stops.");

/**
 * Flushes in a thread of its own, which never keeps the process alive but while it flushes. Where there is none, or it died,
 * the flush runs in this thread, and the next thread is tried ten seconds later: a flush repeated changes nothing.
 * @param script the thread's bundle
 */
export function startFlushThread(script: URL, onTrouble: (what: string, error?: unknown) => void): FlushThread {
  const underWay = new Map<number, UnderWay>();
  let worker: Worker | null = null;
  let notBefore = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  let number = 0;
  if (!existsSync(fileURLToPath(script))) {
    notBefore = Number.POSITIVE_INFINITY;
    onTrouble(
      `${fileURLToPath(script)} is missing: usage is flushed by the thread that answers. Build the server again.`,
    );
  }

  function settle(outcome: FlushOutcome): void {
    const flush = underWay.get(outcome.number);
    underWay.delete(outcome.number);
    if (underWay.size === 0) worker?.unref();
    if ("error" in outcome) flush?.reject(receivedError(outcome.error));
    else flush?.resolve(outcome.flushed);
  }

  function ended(): void {
    worker = null;
    notBefore = clock.ms() + NEXT_START_MS;
    const left = [...underWay.values()];
    underWay.clear();
    for (const { files, resolve, reject } of left) {
      if (isClosed) reject(brokenOff());
      else flushFiles(files).then(resolve, reject);
    }
  }

  function begin(): Worker {
    // Without this process's flags: a profiler or a hook of a benchmark is meant for the thread that answers.
    const begun = new Worker(script, { execArgv: [], name: "flush" });
    begun.on("message", settle);
    begun.on("error", (error) => onTrouble("The thread that flushes usage failed; another takes its place.", error));
    begun.on("exit", ended);
    begun.unref();
    return begun;
  }

  return {
    flush(files) {
      if (worker === null && !isClosed && clock.ms() >= notBefore) worker = begin();
      const running = worker;
      if (running === null) return isClosed ? Promise.reject(brokenOff()) : flushFiles(files);
      return new Promise<Flushed>((resolve, reject) => {
        underWay.set(++number, { files, resolve, reject });
        running.ref();
        running.postMessage({ number, files } satisfies FlushOrder);
      });
    },
    async close() {
      isClosed = true;
      const running = worker;
      if (running === null) return;
      running.ref();
      if (underWay.size === 0) {
        const exited = new Promise((resolve) => running.once("exit", resolve));
        running.postMessage("end" satisfies FlushOrder);
        const tooLate = new AbortController();
        await Promise.race([exited, wait(LONGEST_END_MS, undefined, tooLate).catch(() => {})]);
        tooLate.abort();
      }
      await running.terminate();
    },
  };
}
