import { DomainError } from "@/lib/errors";
import { mostBodyBytes } from "@/lib/http/body-limit";
import { readBody } from "@/lib/http/read-body";

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
  const bytes = await readBody(request, mostBodyBytes(new URL(request.url).pathname));
  if (bytes.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below: the parser's own message would quote the body.
  }
  throw new DomainError("invalid", "The body is not a JSON object. Send one, with Content-Type: application/json.");
}
