import type { ScopeUse } from "@/lib/usage/scope-uses";

const DAY_MS = 86_400_000;

/** What is known of a key's scopes; times in milliseconds. */
export type ScopeFacts = {
  granted: readonly string[];
  createdAt: number;
  /** Granted after the key was made, and when that was; a scope that is not here came with the key. */
  grantedLater: ReadonlyMap<string, number>;
  uses: readonly ScopeUse[];
};

export const UNUSED_DAYS = [90, 30] as const;
type UnusedDays = (typeof UNUSED_DAYS)[number];

/** `unusedDays`: for how long, at least, it has certainly not been asked for; null: it has been, or nothing can be said. */
export type ScopeAdvice = { scope: string; lastAt: number | null; unusedDays: UnusedDays | null };

/**
 * Which granted scopes nobody asks for (product P4). Pure, and careful: a verification without scopes says nothing about
 * scopes, so a scope counts as unused for N days only when the key's verifications named another one in these N days, when
 * they have been known to name scopes for that long, and when the scope was granted that long ago.
 */
export function scopeAdvice(facts: ScopeFacts, now: number): ScopeAdvice[] {
  const knownSince = Math.min(...facts.uses.map(({ firstAt }) => firstAt));
  const ofGranted = facts.uses.filter(({ scope }) => facts.granted.includes(scope));
  const lastNamed = Math.max(...ofGranted.map(({ lastAt }) => lastAt));
  const lastUse = new Map(facts.uses.map(({ scope, lastAt }) => [scope, lastAt]));
  return facts.granted.map((scope) => {
    const lastAt = lastUse.get(scope) ?? null;
    const grantedAt = facts.grantedLater.get(scope) ?? facts.createdAt;
    const unusedDays = UNUSED_DAYS.find((days) => {
      const since = now - days * DAY_MS;
      return (lastAt ?? 0) < since && knownSince <= since && grantedAt <= since && lastNamed >= since;
    });
    return { scope, lastAt, unusedDays: unusedDays ?? null };
  });
}

/** The scopes to drop: never all of them, since one is in use whenever another is known not to be. */
export const unusedScopes = (advice: readonly ScopeAdvice[]): string[] =>
  advice.flatMap(({ scope, unusedDays }) => (unusedDays === null ? [] : [scope]));
