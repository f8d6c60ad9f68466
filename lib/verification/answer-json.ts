import { insufficientScope, invalidToken } from "@/lib/http/challenge";
import { headersJson, rateLimitHeaders, resetSeconds } from "@/lib/http/rate-limit-headers";
import { STATUS_OF } from "./code";
import type { Question, Verdict } from "./verify-key";

/**
 * The body of a `POST /v1/verify` answer (contract). Put together by hand: the key's part is serialised once per cached
 * record, and nothing else in it needs escaping.
 * @param realm for the challenge that belongs on a 401 and on an insufficient scope
 */
export function answerJson(
  verdict: Verdict,
  question: Question,
  requestId: string,
  realm: string,
  now: number,
): string {
  const { code, key, limit } = verdict;
  const status = STATUS_OF[code];
  const start = `{"valid":${code === "VALID"},"code":"${code}","status":${status},"requestId":"${requestId}","key":`;
  if (key === null)
    return `${start}null,"rateLimit":null,"headers":${headersJson(["WWW-Authenticate", invalidToken(realm)])}}`;
  const headers = rateLimitHeaders(limit, key, now);
  if (status === 401) headers.push("WWW-Authenticate", invalidToken(realm));
  else if (code === "INSUFFICIENT_SCOPE") headers.push("WWW-Authenticate", insufficientScope(realm, question.scopes));
  const { windowSeconds, remaining } = limit;
  const rateLimit = `{"limit":${limit.limit},"remaining":${remaining},"reset":${resetSeconds(limit)},"windowSeconds":${windowSeconds}}`;
  return `${start}${key.json},"rateLimit":${rateLimit},"headers":${headersJson(headers)}}`;
}
