import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { requestFrom } from "@/lib/auth/request-from";
import { DomainError, type ErrorCode } from "@/lib/errors";
import { bearerToken } from "@/lib/http/bearer";
import { PROBLEM_CONTENT_TYPE, problem } from "@/lib/http/problem";
import { toRefusal } from "@/lib/refusal";

const MAXIMUM_BODY_BYTES = 64 * 1_024;

const STATUSES: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
};
type Params = Record<string, string>;

/**
 * A route of the management API over one domain function: access token, size, JSON, the domain's own schema, the function,
 * problem+json. Path parameters join the body (or, for GET, the query) as fields of the schema.
 */
export function defineRoute<Schema extends z.ZodType, T>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<T>,
  options: { status?: number; params?: Record<string, string> } = {},
) {
  return async (request: Request, context: { params: Promise<Params | undefined> }): Promise<Response> => {
    const from = await requestFrom();
    const headers = new Headers({ "X-Request-Id": from.requestId, "Cache-Control": "no-store" });
    try {
      const actor = await authenticateAccessToken(bearerToken(request.headers.get("authorization")) ?? "", from);
      if (actor === null) {
        throw new DomainError("unauthenticated", "Send a valid access token as Authorization: Bearer lk_access_….");
      }
      const given = request.method === "GET" ? queryOf(request) : await bodyOf(request);
      const named = Object.entries((await context.params) ?? {}).map(([name, value]) => [
        options.params?.[name] ?? name,
        value,
      ]);
      const result = await run(actor, schema.parse({ ...given, ...Object.fromEntries(named) }));
      return Response.json(result, { status: options.status ?? 200, headers });
    } catch (error) {
      return problemResponse(toRefusal(error, from.requestId), from.requestId, headers);
    }
  };
}

const queryOf = (request: Request): Record<string, unknown> => Object.fromEntries(new URL(request.url).searchParams);

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const reader = request.body?.getReader();
  if (!reader) return {};
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAXIMUM_BODY_BYTES) {
      await reader.cancel();
      throw new BodyTooLarge();
    }
    chunks.push(value);
  }
  if (size === 0) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below: the parser's own message would quote the body.
  }
  throw new DomainError("invalid", "The body is not a JSON object. Send one, with Content-Type: application/json.");
}

class BodyTooLarge extends DomainError {
  constructor() {
    super("invalid", `The body is larger than ${MAXIMUM_BODY_BYTES / 1_024} KiB. Send less.`);
  }
}

function problemResponse(error: DomainError, requestId: string, headers: Headers): Response {
  const status = error instanceof BodyTooLarge ? 413 : STATUSES[error.code];
  headers.set("Content-Type", PROBLEM_CONTENT_TYPE);
  if (status === 401) headers.set("WWW-Authenticate", 'Bearer realm="latchkey"');
  if (status === 503 || status === 429) headers.set("Retry-After", String(error.retryAfterSeconds ?? 5));
  const body = {
    ...problem(status, error.message, requestId),
    ...(error.fieldErrors && { errors: error.fieldErrors }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
