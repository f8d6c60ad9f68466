import type { DomainError, ErrorCode } from "@/lib/errors";
import { PROBLEM_CONTENT_TYPE, problem } from "./problem";

/** What each of the domain's refusals is over HTTP. */
export const STATUS_OF_ERROR: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  fresh_sign_in_required: 403,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
};

/**
 * A domain's refusal as an answer over HTTP, fields included.
 * @param status where HTTP knows better than the domain's code
 */
export function problemResponse(
  error: DomainError,
  requestId: string,
  more: HeadersInit = {},
  status = STATUS_OF_ERROR[error.code],
): Response {
  const headers = new Headers(more);
  headers.set("Content-Type", PROBLEM_CONTENT_TYPE);
  headers.set("X-Request-Id", requestId);
  headers.set("Cache-Control", "no-store");
  const wait = error.retryAfterSeconds ?? (status === 503 || status === 429 ? 5 : undefined);
  if (wait !== undefined) headers.set("Retry-After", String(wait));
  const body = {
    ...problem(status, error.message, requestId),
    ...(error.fieldErrors && { errors: error.fieldErrors }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
