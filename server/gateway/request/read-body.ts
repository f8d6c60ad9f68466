import { isAscii, isUtf8 } from "node:buffer";
import type { Exchange } from "../exchange";
import { fail } from "../fail";
import { sendProblem } from "../send";
import { InvalidInput } from "./invalid-input";

/** After a refusal this much more is read and thrown away, so that the caller gets to see the answer; then the socket closes. */
const MOST_DISCARDED = 16 * 1024 * 1024;

/**
 * Reads the whole body as UTF-8 and hands it on; over `most` bytes the answer is 413, whatever Content-Length said, and 400 when
 * it is not UTF-8. With
 * callbacks, since a promise per request is what the warm path can do without.
 */
export function readBody(exchange: Exchange, most: number, use: (body: string) => void | Promise<void>): void {
  const { request } = exchange;
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let size = 0;
  let isRefused = Number(request.headers["content-length"] ?? 0) > most;
  if (isRefused) refuseLarge(exchange, most);
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (isRefused || size > most) {
      if (!isRefused) refuseLarge(exchange, most);
      isRefused = true;
      first = more = null;
      if (size > MOST_DISCARDED) request.destroy();
    } else if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  });
  request.on("end", () => {
    if (isRefused) return;
    const bytes = more !== null ? Buffer.concat(more) : first;
    settle(exchange, () => use(bytes === null ? "" : asText(bytes)));
  });
}

const refuseLarge = (exchange: Exchange, most: number): void =>
  sendProblem(exchange, 413, `The body is larger than ${most} bytes. Send less at a time.`);

/** Decoding alone would put U+FFFD in place of what it cannot read, and answer about what nobody sent. */
function asText(bytes: Buffer): string {
  // As nearly every body is: copied instead of decoded.
  if (isAscii(bytes)) return bytes.toString("latin1");
  if (isUtf8(bytes)) return bytes.toString();
  throw new InvalidInput("The body is not UTF-8. Send one JSON value in UTF-8.");
}

/** Runs one step of a handler; its error, thrown or rejected, becomes the answer. */
export function settle(exchange: Exchange, step: () => void | Promise<void>): void {
  try {
    step()?.catch((error: unknown) => fail(exchange, error));
  } catch (error) {
    fail(exchange, error);
  }
}
