import { STATUS_CODES } from "node:http";

export const PROBLEM_CONTENT_TYPE = "application/problem+json";

/** The members of an error answer (RFC 9457, contract "Gateway"). */
export type Problem = { type: string; title: string; status: number; detail: string; requestId: string };

/**
 * `type` is `about:blank`, so `title` is the status's own phrase (RFC 9457 §4.2.1); what went wrong and what to do about it is in `detail`.
 * @param detail for the caller: no internals, no secret, nothing of the request's credential
 */
export const problem = (status: number, detail: string, requestId: string): Problem => ({
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Error",
  status,
  detail,
  requestId,
});

/** The same as the text of a body. */
export const problemBody = (status: number, detail: string, requestId: string): string =>
  JSON.stringify(problem(status, detail, requestId));
