/**
 * Where a key stands with its rate limit. `account`: whose it is, the key's own or the one that all keys of its team share.
 * `resetAt` in milliseconds; `refused`: this very call did not fit.
 */
export type LimitState = {
  account: "key" | "team";
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

/** Whole seconds until the reset, rounded up. */
const secondsLeft = (state: LimitState, now: number): number => Math.max(0, Math.ceil((state.resetAt - now) / 1000));

/** The policy's name in the IETF fields. */
const policyName = ({ account }: LimitState): string => (account === "team" ? "team" : "default");

const retryAfter = (seconds: number): number => Math.max(1, seconds);

/** When the key's end is near enough to be told, in ISO 8601; else null. */
function endingSoon({ expiresAt }: Lifetime, now: number): string | null {
  if (expiresAt === null) return null;
  const left = expiresAt.getTime() - now;
  return left > 0 && left < SOON_MS ? expiresAt.toISOString() : null;
}

/** When a rotation's grace ends for this secret, in ISO 8601; null when it is the current one. */
const graceEnd = ({ secretEndsAt }: Lifetime, now: number): string | null =>
  secretEndsAt !== null && secretEndsAt.getTime() > now ? secretEndsAt.toISOString() : null;

/**
 * Contract "Headers on answers about a key", as node's flat list of names and values.
 * @param now milliseconds
 */
export function rateLimitHeaders(state: LimitState, lifetime: Lifetime, now: number): string[] {
  const seconds = secondsLeft(state, now);
  const headers = [
    "X-RateLimit-Limit",
    `${state.limit}`,
    "X-RateLimit-Remaining",
    `${state.remaining}`,
    "X-RateLimit-Reset",
    `${resetSeconds(state)}`,
    "RateLimit-Policy",
    `"${policyName(state)}";q=${state.limit};w=${state.windowSeconds}`,
    "RateLimit",
    `"${policyName(state)}";r=${state.remaining};t=${seconds}`,
  ];
  if (state.refused) headers.push("Retry-After", `${retryAfter(seconds)}`, "Cache-Control", "no-store");
  const expires = endingSoon(lifetime, now);
  if (expires !== null) headers.push("X-Api-Key-Expires", expires);
  const ends = graceEnd(lifetime, now);
  if (ends !== null) headers.push("X-Api-Key-Secret-Ends", ends);
  return headers;
}

/** The same as the members of a JSON object, without its braces: what each warm verification puts into its body. */
export function rateLimitMembers(state: LimitState, lifetime: Lifetime, now: number): string {
  const { limit, remaining, windowSeconds } = state;
  const seconds = secondsLeft(state, now);
  const name = policyName(state);
  let text = `"X-RateLimit-Limit":"${limit}","X-RateLimit-Remaining":"${remaining}","X-RateLimit-Reset":"${resetSeconds(state)}","RateLimit-Policy":"\\"${name}\\";q=${limit};w=${windowSeconds}","RateLimit":"\\"${name}\\";r=${remaining};t=${seconds}"`;
  if (state.refused) text += `,"Retry-After":"${retryAfter(seconds)}","Cache-Control":"no-store"`;
  const expires = endingSoon(lifetime, now);
  if (expires !== null) text += `,"X-Api-Key-Expires":"${expires}"`;
  const ends = graceEnd(lifetime, now);
  if (ends !== null) text += `,"X-Api-Key-Secret-Ends":"${ends}"`;
  return text;
}
