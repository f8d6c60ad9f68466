import type { ErrorCode } from "@/lib/errors";
import { STATUS_OF_ERROR } from "@/lib/http/problem-response";

const WORDS: Record<ErrorCode, string> = {
  invalid: "The input is not as it has to be; errors names the fields.",
  unauthenticated: "No access token came, or it is unknown, expired or revoked.",
  fresh_sign_in_required: "Only a person who has just signed in may do this.",
  forbidden: "The access token's role may not do this.",
  not_found: "There is no such thing in this team. A foreign id answers exactly so, too.",
  conflict: "What is there does not allow it, such as a rotation of a revoked key.",
  too_many_requests: "Too many calls. Wait for the seconds in Retry-After.",
  unavailable: "The database cannot be reached right now. Wait for the seconds in Retry-After.",
  internal: "An error of ours. The operator's log has it under the requestId.",
};

/** The management API's errors by status, lowest first, made of the domain's own list. */
export const apiErrorRows = (): [status: string, words: string][] =>
  (Object.keys(WORDS) as ErrorCode[])
    .map((code): [string, string] => [String(STATUS_OF_ERROR[code]), WORDS[code]])
    .sort(([a], [b]) => Number(a) - Number(b));
