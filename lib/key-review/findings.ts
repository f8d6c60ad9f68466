import type { Environment } from "@/lib/keys/environment";
import type { ScopeAdvice } from "./scope-advice";

const DAY_MS = 86_400_000;
/** A key made this week is not unused, it is new. */
export const NEW_FOR_DAYS = 7;
/** How old a secret may grow where no policy says how often to rotate. */
export const OLD_SECRET_DAYS = 180;
/** The end that "Set expiry" gives a key without one. */
export const EXPIRY_DAYS = 90;

/** What a review finds, most urgent first. */
export const FINDING_KINDS = [
  "never-used",
  "idle-90",
  "creator-left",
  "idle-30",
  "old-secret",
  "no-allow-list",
  "broad-scopes",
  "no-expiry",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What is recommended. Rotating shows a secret and editing asks what to, so these two open their dialogs. */
export type ReviewAct = "revoke" | "disable" | "set-expiry" | "drop-scopes" | "rotate" | "edit";

export type Finding = { kind: FindingKind; reason: string; act: ReviewAct };

/** The facts of a key that is not over; times in milliseconds. */
export type ReviewFacts = {
  status: "active" | "disabled";
  createdAt: number;
  creator: string;
  /** Whoever saw the current secret being made is no longer in the team. */
  creatorLeft: boolean;
  lastUsedAt: number | null;
  environment: Environment;
  hasAllowList: boolean;
  expiresAt: number | null;
  /** From then on the key is refused until it is rotated; null where no policy ends what is overdue. */
  rotationEndsAt: number | null;
  secretCreatedAt: number | null;
  scopes: readonly ScopeAdvice[];
};

export type ReviewPolicy = {
  /** Scopes that not everybody in a team may grant. */
  adminScopes: readonly string[];
  maximumLifetimeDays: number | null;
  defaultExpiryDays: number | null;
  rotateEveryDays: number | null;
  liveAllowList: boolean;
};

type Rule = (facts: ReviewFacts, policy: ReviewPolicy, now: number) => Omit<Finding, "kind"> | null;

const list = new Intl.ListFormat("en", { type: "conjunction" });
const daysSince = (at: number, now: number): number => Math.floor((now - at) / DAY_MS);
const days = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "day" : "days"}`;

/** When a key without an end would get one: as the policy usually has it or in 90 days, or as late as keys may live; null when that is over already. */
export function proposedExpiry(
  createdAt: number,
  { maximumLifetimeDays, defaultExpiryDays }: Pick<ReviewPolicy, "maximumLifetimeDays" | "defaultExpiryDays">,
  now: number,
): Date | null {
  const wanted = now + (defaultExpiryDays ?? EXPIRY_DAYS) * DAY_MS;
  const latest = maximumLifetimeDays === null ? wanted : createdAt + maximumLifetimeDays * DAY_MS;
  return latest <= now ? null : new Date(Math.min(wanted, latest));
}

const idle = (facts: ReviewFacts, now: number): number =>
  facts.lastUsedAt === null ? 0 : daysSince(facts.lastUsedAt, now);

function broadScopes({ scopes }: ReviewFacts, { adminScopes }: ReviewPolicy): Omit<Finding, "kind"> | null {
  const unusedFor = (wanted: number): string[] =>
    scopes.flatMap(({ scope, unusedDays }) => (unusedDays === wanted ? [scope] : []));
  const unused = [90, 30].flatMap((wanted) => {
    const names = unusedFor(wanted);
    return names.length === 0 ? [] : [`${list.format(names)}, not asked for in ${wanted} days`];
  });
  if (unused.length > 0) return { reason: `Holds ${unused.join(", and ")}.`, act: "drop-scopes" };
  const admin = scopes.flatMap(({ scope }) => (adminScopes.includes(scope) ? [scope] : []));
  if (admin.length === 0) return null;
  return { reason: `Holds ${list.format(admin)}, which only admins and owners may grant.`, act: "edit" };
}

/** Date in UTC, as the policy's other dates are told. */
function consequence(rotationEndsAt: number | null, now: number): string {
  if (rotationEndsAt === null) return "";
  return rotationEndsAt <= now
    ? " It is refused until it is rotated."
    : ` It is refused from ${new Date(rotationEndsAt).toISOString().slice(0, 10)} on.`;
}

const RULES: Record<FindingKind, Rule> = {
  "never-used": ({ lastUsedAt, createdAt }, _policy, now) => {
    const age = daysSince(createdAt, now);
    if (lastUsedAt !== null || age < NEW_FOR_DAYS) return null;
    return { reason: `Made ${days(age)} ago and never used.`, act: "revoke" };
  },
  "idle-90": (facts, _policy, now) =>
    idle(facts, now) < 90 ? null : { reason: `Not used for ${days(idle(facts, now))}.`, act: "revoke" },
  "idle-30": (facts, _policy, now) =>
    idle(facts, now) < 30 || idle(facts, now) >= 90
      ? null
      : { reason: `Not used for ${days(idle(facts, now))}.`, act: "disable" },
  "creator-left": ({ creatorLeft, creator }) =>
    creatorLeft
      ? { reason: `${creator} made it, has left the team, and may still hold its secret.`, act: "rotate" }
      : null,
  "old-secret": ({ secretCreatedAt, rotationEndsAt }, { rotateEveryDays }, now) => {
    if (secretCreatedAt === null) return null;
    const age = daysSince(secretCreatedAt, now);
    if (rotateEveryDays !== null && age >= rotateEveryDays) {
      return {
        reason: `Its secret is ${days(age)} old. The policy asks for a new one every ${days(rotateEveryDays)}.${consequence(rotationEndsAt, now)}`,
        act: "rotate",
      };
    }
    return age < OLD_SECRET_DAYS || rotateEveryDays !== null
      ? null
      : { reason: `Its secret is ${days(age)} old.`, act: "rotate" };
  },
  "no-allow-list": ({ environment, hasAllowList }, { liveAllowList }) =>
    liveAllowList && environment === "live" && !hasAllowList
      ? { reason: "Has no IP allow list, which the policy asks for on live keys.", act: "edit" }
      : null,
  "broad-scopes": broadScopes,
  "no-expiry": ({ expiresAt, createdAt }, policy, now) => {
    if (expiresAt !== null) return null;
    return proposedExpiry(createdAt, policy, now) === null
      ? {
          reason: `Has no expiry, and is older than the ${days(policy.maximumLifetimeDays ?? 0)} that keys may live here.`,
          act: "revoke",
        }
      : { reason: "Has no expiry: it lives until somebody revokes it.", act: "set-expiry" };
  },
};

// A key that is disabled works for nobody: what is left to find is that nobody has missed it.
const OF_DISABLED: readonly FindingKind[] = ["never-used", "idle-90"];

/** What an owner should look at on this key (product T4), most urgent first, each with its reason and what to do. Pure. */
export const findings = (facts: ReviewFacts, policy: ReviewPolicy, now: number): Finding[] =>
  FINDING_KINDS.filter((kind) => facts.status === "active" || OF_DISABLED.includes(kind)).flatMap((kind) => {
    const found = RULES[kind](facts, policy, now);
    return found === null ? [] : [{ kind, ...found }];
  });
