import type { Actor } from "@/lib/auth/actor";
import { atLeast, type Role } from "@/lib/auth/role";
import { DomainError } from "@/lib/errors";
import type { PolicyInForce } from "@/lib/policies/policy";
import { daysInWords, span, whoAsks } from "@/lib/policies/policy-words";
import type { Environment } from "./environment";
import { MAXIMUM_GRACE_SECONDS, USUAL_GRACE_SECONDS } from "./schema";

type Catalogue = readonly { name: string; minimumRole: Role; retired: boolean }[];

const DAY_MS = 86_400_000;

/**
 * Product P1: scopes come from the catalogue, and a key never has more than its creator may grant. Scopes in `held` were
 * granted before by somebody who could, and may stay, also when the provider has retired them since.
 * @throws DomainError invalid, on the field `scopes`
 */
export function checkScopes(
  actor: Pick<Actor, "role">,
  catalogue: Catalogue,
  wanted: readonly string[],
  held: readonly string[] = [],
): void {
  for (const name of wanted) {
    if (held.includes(name)) continue;
    const entry = catalogue.find((scope) => scope.name === name);
    if (entry === undefined || entry.retired) {
      const known = catalogue.flatMap((scope) => (scope.retired ? [] : [scope.name])).join(", ");
      const why = entry
        ? `The scope "${name}" is retired: no key is given it any more.`
        : `There is no scope "${name}" here.`;
      throw refuse("scopes", `${why} Choose from: ${known}.`);
    }
    if (!atLeast(actor.role, entry.minimumRole)) {
      throw refuse(
        "scopes",
        `The scope "${name}" can be granted by the role ${entry.minimumRole} and above; yours is ${actor.role}.`,
      );
    }
  }
}

/**
 * Product U5: an expiry lies in the future and within the maximum lifetime, counted from the key's creation.
 * @throws DomainError invalid, on the field `expiresAt`
 */
export function checkExpiry(
  expiresAt: Date | null,
  facts: { now: Date; createdAt: Date; policy: PolicyInForce },
): void {
  if (expiresAt !== null && expiresAt.getTime() <= facts.now.getTime()) {
    throw refuse("expiresAt", "The expiry lies in the past. Choose a later date, or revoke the key to end it now.");
  }
  const { maximumLifetimeDays, setBy } = facts.policy;
  if (maximumLifetimeDays === null) return;
  const latest = new Date(facts.createdAt.getTime() + maximumLifetimeDays * DAY_MS);
  if (expiresAt === null || expiresAt > latest) {
    throw refuse(
      "expiresAt",
      `${whoAsks(setBy.maximumLifetimeDays)} lets keys live at most ${daysInWords(maximumLifetimeDays)}. Choose an expiry up to ${latest.toISOString().slice(0, 10)}.`,
    );
  }
}

/** The expiry of a key that was asked for without one: the policy's, from now. */
export const defaultExpiry = (
  { defaultExpiryDays }: Pick<PolicyInForce, "defaultExpiryDays">,
  now: Date,
): Date | null => (defaultExpiryDays === null ? null : new Date(now.getTime() + defaultExpiryDays * DAY_MS));

/**
 * Where live keys need an allow list, none is made without, and none loses it; a key that never had one goes on as it is.
 * @param before the list so far; null of a key that is being made
 * @throws DomainError invalid, on the field `allowedIps`
 */
export function checkAllowList(
  key: { environment: Environment; before: readonly string[] | null; allowedIps: readonly string[] },
  { liveAllowList, setBy }: PolicyInForce,
): void {
  if (!liveAllowList || key.environment !== "live" || key.allowedIps.length > 0 || key.before?.length === 0) return;
  throw refuse(
    "allowedIps",
    `${whoAsks(setBy.liveAllowList)} asks for an IP allow list on every live key. Name at least one address or range.`,
  );
}

/** Seconds. */
export const longestGrace = ({ longestGraceSeconds }: Pick<PolicyInForce, "longestGraceSeconds">): number =>
  longestGraceSeconds ?? MAXIMUM_GRACE_SECONDS;

/**
 * How long the replaced secret goes on working: what was asked for, else a day, within what the policy allows.
 * @param asked seconds
 * @throws DomainError invalid, on the field `graceSeconds`
 */
export function grace(asked: number | undefined, policy: PolicyInForce): number {
  const longest = longestGrace(policy);
  if (asked === undefined) return Math.min(USUAL_GRACE_SECONDS, longest);
  if (asked <= longest) return asked;
  const most =
    longest === 0
      ? "allows no grace: the old secret ends with the rotation"
      : `allows a grace of at most ${span(longest)}`;
  throw refuse(
    "graceSeconds",
    `${whoAsks(policy.setBy.longestGraceSeconds)} ${most}. Choose at most ${longest} seconds.`,
  );
}

/** Product R2: when the replaced secret ends; never later than its key does. `graceSeconds` 0 ends it now. */
export function graceEnd(now: Date, graceSeconds: number, keyExpiresAt: Date | null): Date {
  const end = now.getTime() + graceSeconds * 1_000;
  return new Date(keyExpiresAt === null ? end : Math.min(end, keyExpiresAt.getTime()));
}

type GraceFacts = { rotatedAt: Date; keyExpiresAt: Date | null; maximumGraceSeconds: number };

/** The latest end that the grace of a replaced secret may be moved to: so long after the rotation, and never after the key's own. */
export const latestGraceEnd = ({ rotatedAt, keyExpiresAt, maximumGraceSeconds }: GraceFacts): Date =>
  graceEnd(rotatedAt, maximumGraceSeconds, keyExpiresAt);

/**
 * Where the end of a replaced secret in its grace is moved to: later or earlier, not into the past. An end after the key's own is
 * the key's, as with a rotation.
 * @throws DomainError invalid, on the field `endsAt`
 */
export function movedGraceEnd(wanted: Date, facts: GraceFacts & { now: Date }): Date {
  if (wanted <= facts.now) {
    throw refuse("endsAt", "That end lies in the past. Choose a later one, or end the secret now.");
  }
  const longest = latestGraceEnd({ ...facts, keyExpiresAt: null });
  if (wanted > longest) {
    throw refuse(
      "endsAt",
      `A replaced secret works at most ${span(facts.maximumGraceSeconds)} after its rotation, here until ${longest.toISOString()}. Choose an earlier end.`,
    );
  }
  return facts.keyExpiresAt !== null && facts.keyExpiresAt < wanted ? facts.keyExpiresAt : wanted;
}

const refuse = (field: string, message: string): DomainError =>
  new DomainError("invalid", message, { [field]: message });
