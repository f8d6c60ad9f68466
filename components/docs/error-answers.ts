/** What a refused call gets, by status (contract "Gateway"): the meaning, what to do, and the details that tell cases apart. */
export const ERROR_ANSWERS = [
  {
    status: 400,
    title: "Bad Request",
    when: "Two different keys came with one request.",
    next: "Send the key once, in one header.",
    detail: "The request presents two different credentials. Send one.",
  },
  {
    status: 401,
    title: "Unauthorized",
    when: "No key came, or it is unknown, mistyped, expired, revoked or disabled. The answer is the same for all of these.",
    next: "Check the key on the dashboard. Do not retry with the same key.",
    detail: "Present a valid API key as Authorization: Bearer … or as X-API-Key.",
  },
  {
    status: 403,
    title: "Forbidden",
    when: "The key is good, but lacks a scope, is used from an address outside its list, or belongs to the other environment.",
    next: "Read detail; for a missing scope, WWW-Authenticate names it.",
    detail: "This API key does not have every scope that this call needs.",
  },
  {
    status: 429,
    title: "Too Many Requests",
    when: "The rate limit of the key is used up. Refused calls spend nothing of it.",
    next: "Wait for the seconds in Retry-After, then go on.",
    detail: "The rate limit of this API key is used up. Retry-After says when to come back.",
  },
  {
    status: 503,
    title: "Service Unavailable",
    when: "The gateway cannot decide right now. Your key is not the cause.",
    next: "Wait for the seconds in Retry-After, then try again.",
    detail: "The gateway cannot answer right now. Try again in a second.",
  },
] as const;

/** The body of such an answer, as problem+json (RFC 9457). */
export const problemSample = ({ title, status, detail }: (typeof ERROR_ANSWERS)[number]): string =>
  JSON.stringify(
    {
      type: "about:blank",
      title,
      status,
      detail,
      // The 401 is the same to the byte in all its cases, so it names no request; the X-Request-Id header does.
      ...(status === 401 ? {} : { requestId: "req_…" }),
    },
    null,
    2,
  );
