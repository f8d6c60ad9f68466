import type { Exchange } from "./exchange";
import { fail } from "./fail";
import { sendProblem } from "./send";

/** After a refusal this much more is read and thrown away, so that the caller gets to see the answer; then the socket closes. */
const MOST_DISCARDED = 16 * 1024 * 1024;

/**
 * Reads the whole body as UTF-8 and hands it on; over `most` bytes the answer is 413, whatever Content-Length said. With
 * callbacks, since a promise per request is what the warm path can do without.
 */
export function readBody(exchange: Exchange, most: number, use: (body: string) => void | Promise<void>): void {
  const { request } = exchange;
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let size = 0;
  const refuse = (): void => {
    first = more = null;
    sendProblem(exchange, 413, `The body is larger than ${most} bytes. Send less at a time.`);
  };
  let isRefused = Number(request.headers["content-length"] ?? 0) > most;
  if (isRefused) refuse();
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (isRefused || size > most) {
      if (!isRefused) refuse();
      isRefused = true;
      if (size > MOST_DISCARDED) request.destroy();
    } else if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  });
  request.on("end", () => {
    if (isRefused) return;
    const body = more !== null ? Buffer.concat(more).toString() : first !== null ? first.toString() : "";
    settle(exchange, () => use(body));
  });
}

/** Runs one step of a handler; its error, thrown or rejected, becomes the answer. */
export function settle(exchange: Exchange, step: () => void | Promise<void>): void {
  try {
    step()?.catch((error: unknown) => fail(exchange, error));
  } catch (error) {
    fail(exchange, error);
  }
}
