import type { Caller } from "@/lib/usage/breakdown";

/**
 * Where a caller of a replaced secret stands. `on_old`: called with it since the rotation, and with no newer one. `on_both`: with both
 * of late, as a service does that is restarted part by part. `not_seen`: called before the rotation, with none since. `moved`: with a
 * newer one since its last call. `refused`: was never accepted, so that nothing is taken from it.
 */
export type CallerState = "on_old" | "on_both" | "not_seen" | "moved" | "refused";

/** Instants are ISO 8601, to the second. */
export type RotationCaller = {
  ip: string | null;
  userAgent: string | null;
  country: string | null;
  state: CallerState;
  /** Calls with the replaced secret since the rotation, and how many of them were refused. */
  requests: number;
  refused: number;
  /** Its last call with the replaced secret. */
  lastAt: string;
  /** Its last call with a newer one. */
  movedAt: string | null;
};

const RANK: Record<CallerState, number> = { on_old: 0, on_both: 1, not_seen: 2, moved: 3, refused: 4 };
/** So long must a caller leave the replaced secret alone before it has moved, and not only begun to. */
const SETTLED_MS = 10_000;

/**
 * What a caller is recognised by on another secret: its address, and its user agent without versions, which a deployment changes
 * along with the secret. Null: nobody said where the call came from.
 */
export const callerName = ({ ip, userAgent }: Pick<Caller, "ip" | "userAgent">): string | null =>
  ip === null ? null : `${ip}\t${(userAgent ?? "").replaceAll(/\/\S+/g, "").toLowerCase()}`;

const accepted = ({ requests, refused, responses }: Caller): number => Math.max(requests - refused, responses);

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

type Known = { caller: Caller; requests: number; refused: number; accepted: number; lastAt: string | null };

/** What is known of a replaced secret's callers, each by its address and user agent. */
function known(before: readonly Caller[], since: readonly Caller[]): Known[] {
  const found = new Map<string, Known>();
  const add = (caller: Caller, isSince: boolean): void => {
    if (caller.isOther) return;
    const had = found.get(caller.value);
    found.set(caller.value, {
      caller,
      requests: (had?.requests ?? 0) + (isSince ? Math.max(caller.requests, caller.responses) : 0),
      refused: (had?.refused ?? 0) + (isSince ? caller.refused : 0),
      accepted: (had?.accepted ?? 0) + accepted(caller),
      lastAt: later(had?.lastAt ?? null, caller.lastAt),
    });
  };
  for (const caller of before) add(caller, false);
  for (const caller of since) add(caller, true);
  return [...found.values()];
}

/**
 * Pure: everybody who called with a replaced secret, whoever still has to move first.
 * @param calls with the replaced secret before and since the rotation, and with newer secrets
 * @param rotatedAt milliseconds, as `now`
 */
export function rotationCallers(
  calls: { before: readonly Caller[]; since: readonly Caller[]; newer: readonly Caller[] },
  rotatedAt: number,
  now: number,
): RotationCaller[] {
  const onNewer = new Map<string, string | null>();
  for (const caller of calls.newer) {
    const name = callerName(caller);
    if (name !== null && accepted(caller) > 0) onNewer.set(name, later(onNewer.get(name) ?? null, caller.lastAt));
  }
  const stateOf = (of: Known, lastAt: number, movedAt: string | null): CallerState => {
    if (of.accepted === 0) return "refused";
    if (movedAt !== null) return Date.parse(movedAt) > lastAt && now - lastAt >= SETTLED_MS ? "moved" : "on_both";
    return lastAt >= Math.floor(rotatedAt / 1_000) * 1_000 ? "on_old" : "not_seen";
  };
  return known(calls.before, calls.since)
    .flatMap((of): RotationCaller[] => {
      if (of.lastAt === null) return [];
      const { ip, userAgent, country } = of.caller;
      const name = callerName(of.caller);
      const movedAt = name === null ? null : (onNewer.get(name) ?? null);
      const state = stateOf(of, Date.parse(of.lastAt), movedAt);
      const { requests, refused, lastAt } = of;
      return [{ ip, userAgent, country, state, requests, refused, lastAt, movedAt }];
    })
    .sort((a, b) => RANK[a.state] - RANK[b.state] || b.requests - a.requests || (a.lastAt < b.lastAt ? 1 : -1));
}
