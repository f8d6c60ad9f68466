import { insufficientScope, invalidToken } from "@/lib/http/challenge";
import { rateLimitMembers, resetSeconds } from "@/lib/http/rate-limit-headers";
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
  if (key === null) {
    const headers =
      code === "RATE_LIMITED"
        ? `"Retry-After":"${verdict.retryAfterSeconds}","Cache-Control":"no-store"`
        : challenge(invalidToken(realm));
    return `${start}null,"rateLimit":null,"headers":{${headers}}}`;
  }
  let headers = rateLimitMembers(limit, key, now);
  if (status === 401) headers += `,${challenge(invalidToken(realm))}`;
  else if (code === "INSUFFICIENT_SCOPE") headers += `,${challenge(insufficientScope(realm, question.scopes))}`;
  return `${start}${key.json},"rateLimit":{"limit":${limit.limit},"remaining":${limit.remaining},"reset":${resetSeconds(limit)},"windowSeconds":${limit.windowSeconds}},"headers":{${headers}}}`;
}

const challenge = (value: string): string => `"WWW-Authenticate":${JSON.stringify(value)}`;
