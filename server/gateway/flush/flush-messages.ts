import type { FlushFiles, SegmentFile } from "@/lib/usage/spool/flush-files";

/** To the flush thread: count these, or end once what is under way is done. */
export type FlushOrder = { number: number; files: readonly SegmentFile[] } | "end";

/** From it, in any order. */
export type FlushOutcome = { number: number } & ({ flushed: Awaited<ReturnType<FlushFiles>> } | { error: SentError });

/** An error as it crosses threads: cloned by itself it would lose its code, by which trouble with the database is known. */
export type SentError = { name: string; message: string; code?: string; cause?: SentError };

const DEEPEST_CAUSE = 5;

export function sendableError(error: unknown, depth = 0): SentError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, cause } = error;
  const { code } = error as NodeJS.ErrnoException;
  return {
    name,
    message,
    code: typeof code === "string" ? code : undefined,
    cause: cause === undefined || depth >= DEEPEST_CAUSE ? undefined : sendableError(cause, depth + 1),
  };
}

export function receivedError({ name, message, code, cause }: SentError): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause: receivedError(cause) });
  return Object.assign(error, { name }, code === undefined ? {} : { code });
}
