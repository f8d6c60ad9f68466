// What provider and team ask of keys (product R5, U5), and what of it is in force. Pure: dialogs say it, the domain holds to it.

export const OVERDUE_ROTATIONS = ["warn", "end"] as const;
/** `warn`: shown and noticed. `end`: refused until it is rotated. */
export type OverdueRotation = (typeof OVERDUE_ROTATIONS)[number];

/** What one of the two asks; null: nothing, which for a team is whatever the provider asks. */
export type Policy = {
  /** From a key's creation to the latest expiry it may have. */
  maximumLifetimeDays: number | null;
  /** The expiry of a key that is created without saying anything of one. */
  defaultExpiryDays: number | null;
  /** How old a key's current secret may become. */
  rotateEveryDays: number | null;
  overdueRotation: OverdueRotation | null;
  /** How long a replaced secret may go on working. */
  longestGraceSeconds: number | null;
  /** A live key needs an IP allow list. */
  liveAllowList: boolean;
};

export const NO_POLICY: Policy = {
  maximumLifetimeDays: null,
  defaultExpiryDays: null,
  rotateEveryDays: null,
  overdueRotation: null,
  longestGraceSeconds: null,
  liveAllowList: false,
};

/** Whose limit it is. */
export type SetBy = "provider" | "team";

/** What holds for a team's keys, and for each limit who set it; null where nobody did. */
export type PolicyInForce = Policy & { setBy: Record<keyof Policy, SetBy | null> };

type Limited<T> = { value: T; by: SetBy | null };

/** The smaller of two limits; where both say the same, it is the provider's. */
function smaller(provider: number | null, team: number | null): Limited<number | null> {
  if (team !== null && (provider === null || team < provider)) return { value: team, by: "team" };
  return { value: provider, by: provider === null ? null : "provider" };
}

/**
 * Of each limit the stricter one: a team's policy tightens the provider's and never loosens it, whatever is stored. The default
 * expiry is a choice and no limit: the team's goes before the provider's, and neither past the maximum lifetime.
 */
export function policyInForce(provider: Policy, team: Policy): PolicyInForce {
  const lifetime = smaller(provider.maximumLifetimeDays, team.maximumLifetimeDays);
  const rotation = smaller(provider.rotateEveryDays, team.rotateEveryDays);
  const grace = smaller(provider.longestGraceSeconds, team.longestGraceSeconds);
  const wanted: Limited<number | null> =
    team.defaultExpiryDays === null
      ? { value: provider.defaultExpiryDays, by: provider.defaultExpiryDays === null ? null : "provider" }
      : { value: team.defaultExpiryDays, by: "team" };
  const isTooLong = wanted.value !== null && lifetime.value !== null && wanted.value > lifetime.value;
  const expiry = isTooLong ? lifetime : wanted;
  const ends: SetBy | null =
    provider.overdueRotation === "end" ? "provider" : team.overdueRotation === "end" ? "team" : null;
  return {
    maximumLifetimeDays: lifetime.value,
    defaultExpiryDays: expiry.value,
    rotateEveryDays: rotation.value,
    overdueRotation: rotation.value === null ? null : ends === null ? "warn" : "end",
    longestGraceSeconds: grace.value,
    liveAllowList: provider.liveAllowList || team.liveAllowList,
    setBy: {
      maximumLifetimeDays: lifetime.by,
      defaultExpiryDays: expiry.by,
      rotateEveryDays: rotation.by,
      overdueRotation: rotation.value === null ? null : (ends ?? rotation.by),
      longestGraceSeconds: grace.by,
      liveAllowList: provider.liveAllowList ? "provider" : team.liveAllowList ? "team" : null,
    },
  };
}
