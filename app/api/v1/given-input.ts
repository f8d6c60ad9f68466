import { DomainError } from "@/lib/errors";
import { bodyTooLarge, maximumBodyBytes } from "@/lib/http/body-limit";

export class PayloadTooLarge extends DomainError {
  constructor(path: string) {
    super("invalid", bodyTooLarge(path));
  }
}

/**
 * The query as an object.
 * @throws DomainError invalid for a parameter given twice: nobody can know which one was meant
 */
export function givenQuery(request: Request): Record<string, unknown> {
  const given = new Map<string, string>();
  for (const [name, value] of new URL(request.url).searchParams) {
    if (given.has(name)) {
      throw new DomainError("invalid", `${name}: Give it once.`, { [name]: "Give it once." });
    }
    given.set(name, value);
  }
  return Object.fromEntries(given);
}

/**
 * The body as an object; an absent one is empty. Counted while it arrives, whatever Content-Length said.
 * @throws PayloadTooLarge; DomainError invalid when it is not a JSON object in UTF-8
 */
export async function givenBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = await read(request);
  if (bytes.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below: the parser's own message would quote the body.
  }
  throw new DomainError("invalid", "The body is not a JSON object. Send one, with Content-Type: application/json.");
}

async function read(request: Request): Promise<Buffer> {
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  const { pathname } = new URL(request.url);
  const most = maximumBodyBytes(pathname);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw new PayloadTooLarge(pathname);
    }
    chunks.push(value);
  }
}
