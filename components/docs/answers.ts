import { challengeFor, insufficientScope, invalidToken, realmFrom } from "@/lib/http/challenge";
import { PROBLEM_CONTENT_TYPE, problem } from "@/lib/http/problem";
import { rateLimitHeaders } from "@/lib/http/rate-limit-headers";
import { REFUSALS, type RefusalCause } from "@/lib/verification/refusal";

type Window = { limit: number; windowSeconds: number };

/** A key that has made some calls, `secondsLeft` before the oldest of them leave the window; on paper it is 2024. */
function headersOf(
  { limit, windowSeconds }: Window,
  remaining: number,
  refused: boolean,
  account: "key" | "team" = "key",
): string[] {
  const now = 1_713_100_777_000;
  const state = {
    account,
    limit,
    windowSeconds,
    remaining,
    resetAt: now + Math.min(23, windowSeconds) * 1_000,
    refused,
  };
  const flat = rateLimitHeaders(state, { expiresAt: null, secretEndsAt: null }, now);
  return flat.flatMap((name, i) => (i % 2 === 0 ? `${name}: ${flat[i + 1]}` : []));
}

/** The head of an answer to an allowed call, of a key with this limit. */
export const allowedAnswer = (window: Window): string =>
  ["HTTP/1.1 200 OK", ...headersOf(window, Math.floor(window.limit * 0.847), false)].join("\n");

export type Deployment = { productName: string; scope: string; window: Window };

function fieldsOf(cause: RefusalCause, { productName, scope, window }: Deployment): string[] {
  const realm = realmFrom(productName);
  switch (cause) {
    case "NO_KEY":
      return [`WWW-Authenticate: ${challengeFor(realm)}`];
    case "INSUFFICIENT_SCOPE":
      return [
        ...headersOf(window, Math.floor(window.limit * 0.847), false),
        `WWW-Authenticate: ${insufficientScope(realm, [scope])}`,
      ];
    case "IP_FORBIDDEN":
    case "ENVIRONMENT_MISMATCH":
      return headersOf(window, Math.floor(window.limit * 0.847), false);
    case "RATE_LIMITED":
      return headersOf(window, 0, true);
    case "TEAM_LIMITED":
      return headersOf(window, 0, true, "team");
    case "TOO_MANY_UNKNOWN":
      return ["Retry-After: 1", "Cache-Control: no-store"];
    case "UNAVAILABLE":
      return ["Retry-After: 1"];
    case "TWO_KEYS":
      return [];
    default:
      return [`WWW-Authenticate: ${invalidToken(realm)}`];
  }
}

/** A whole answer to a refused call, as the gateway of this deployment gives it; made of what the gateway makes it of. */
export function refusedAnswer(cause: RefusalCause, deployment: Deployment): string {
  const { status, detail } = REFUSALS[cause];
  const { requestId, ...body } = problem(status, detail, "req_…");
  // The 401 is the same to the byte in all its cases, so it names no request; the X-Request-Id header does.
  const shown = status === 401 ? body : { ...body, requestId };
  return [
    `HTTP/1.1 ${status} ${body.title}`,
    `Content-Type: ${PROBLEM_CONTENT_TYPE}`,
    `X-Request-Id: ${requestId}`,
    ...fieldsOf(cause, deployment),
    "",
    JSON.stringify(shown, null, 2),
  ].join("\n");
}
