import { IncomingMessage } from "node:http";
import { mostBodyBytes } from "@/lib/http/body-limit";

/** After a refusal this much more is read and thrown away, so that the caller gets to see the answer; then the socket closes. */
const MOST_DISCARDED = 16 * 1_024 * 1_024;

/**
 * A request whose body is held until it is whole and known to be small, in the stream's own buffer: what comes after reads
 * the same bytes from there. Nothing of the product runs for a body that is too large, too slow or never ends.
 */
export class HeldRequest extends IncomingMessage {
  #chunks: Buffer[] = [];
  #size = 0;
  #refused = false;
  #settle: ((outcome: "whole" | "too large") => void) | undefined;

  /** Resolves once; never when the client leaves before, and then the connection is gone. */
  arrived(): Promise<"whole" | "too large"> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      if (Number(this.headers["content-length"] ?? 0) > this.#most) this.#refuse();
      else if (!this.hasBody) resolve("whole");
    });
  }

  get #most(): number {
    return mostBodyBytes(this.url ?? "");
  }

  get hasBody(): boolean {
    return this.headers["transfer-encoding"] !== undefined || Number(this.headers["content-length"] ?? 0) > 0;
  }

  /** The whole body, which stays in the stream. */
  body(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Node's parser hands the body over here; null is its end. */
  override push(chunk: Buffer | null): boolean {
    if (chunk === null) {
      const more = super.push(null);
      if (!this.#refused) this.#settle?.("whole");
      return more;
    }
    this.#size += chunk.length;
    if (!this.#refused && this.#size > this.#most) this.#refuse();
    if (this.#refused) {
      if (this.#size > MOST_DISCARDED) this.destroy();
      return true;
    }
    this.#chunks.push(chunk);
    super.push(chunk);
    return true;
  }

  #refuse(): void {
    this.#refused = true;
    this.#chunks = [];
    this.#settle?.("too large");
    // What is read from now on ends in `push`.
    this.resume();
  }
}
