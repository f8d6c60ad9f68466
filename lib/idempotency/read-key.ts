import { DomainError } from "@/lib/errors";

const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * The value of `Idempotency-Key`, or null when there is none. To us it is a text like any other: whoever quotes it quotes it again.
 * @throws DomainError invalid when it is empty, over 255 characters, or not printable ASCII
 */
export function readKey(header: string | null): string | null {
  if (header === null || KEY.test(header)) return header;
  const message = "Idempotency-Key takes 1 to 255 printable ASCII characters. A UUID is a good choice.";
  throw new DomainError("invalid", message, { "Idempotency-Key": message });
}
