/** Where a key stands with its rate limit. `resetAt` in milliseconds; `refused`: this very call did not fit. */
export type LimitState = {
  limit: number;
  windowSeconds: number;
  remaining: number;
  resetAt: number;
  refused: boolean;
};

/** The ends of a key's life and of the presented secret's, null when there is none. */
export type Lifetime = { expiresAt: Date | null; secretEndsAt: Date | null };

const SOON_MS = 7 * 86_400_000;

/** `X-RateLimit-Reset`: epoch seconds, rounded up, so that a client that comes back at it is never early. */
export const resetSeconds = (state: LimitState): number => Math.ceil(state.resetAt / 1000);

/**
 * Contract "Headers on answers about a key", as node's flat list of names and values.
 * @param now milliseconds
 */
export function rateLimitHeaders(state: LimitState, lifetime: Lifetime, now: number): string[] {
  const secondsLeft = Math.max(0, Math.ceil((state.resetAt - now) / 1000));
  const headers = [
    "X-RateLimit-Limit",
    `${state.limit}`,
    "X-RateLimit-Remaining",
    `${state.remaining}`,
    "X-RateLimit-Reset",
    `${resetSeconds(state)}`,
    "RateLimit-Policy",
    `"default";q=${state.limit};w=${state.windowSeconds}`,
    "RateLimit",
    `"default";r=${state.remaining};t=${secondsLeft}`,
  ];
  if (state.refused) headers.push("Retry-After", `${Math.max(1, secondsLeft)}`, "Cache-Control", "no-store");
  const { expiresAt, secretEndsAt } = lifetime;
  if (expiresAt !== null) {
    const left = expiresAt.getTime() - now;
    if (left > 0 && left < SOON_MS) headers.push("X-Api-Key-Expires", expiresAt.toISOString());
  }
  if (secretEndsAt !== null && secretEndsAt.getTime() > now) {
    headers.push("X-Api-Key-Secret-Ends", secretEndsAt.toISOString());
  }
  return headers;
}

/** The flat list as the text of a JSON object. Header values hold nothing that JSON escapes but quotes and backslashes. */
export function headersJson(headers: readonly string[]): string {
  let text = "{";
  for (let i = 0; i < headers.length; i += 2) {
    const value = headers[i + 1] as string;
    const needsEscape = value.includes('"') || value.includes("\\");
    text += `${i === 0 ? "" : ","}"${headers[i]}":${needsEscape ? JSON.stringify(value) : `"${value}"`}`;
  }
  return `${text}}`;
}
