import { DomainError } from "@/lib/errors";
import { bodyTooLarge } from "./body-limit";

export class PayloadTooLarge extends DomainError {
  constructor(most: number) {
    super("invalid", bodyTooLarge(most));
  }
}

/**
 * A request's body, counted while it arrives, whatever Content-Length said.
 * @param most bytes
 * @throws PayloadTooLarge
 */
export async function readBody(request: Request, most: number): Promise<Buffer> {
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw new PayloadTooLarge(most);
    }
    chunks.push(value);
  }
}
