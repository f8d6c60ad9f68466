import type { ChainedEvent } from "@/lib/audit/chain/event-hash";
import { ROLES, type Role } from "@/lib/auth/role";

/** What a stretch of a trail has taken from one key, each with the id of the event that did it. Dates in ISO 8601. */
export type TakenFromKey = {
  revoked?: { at: string; reason: string | null; by: string };
  /** Only while it was the last word: an enable takes it back. */
  disabled?: { at: string; by: string };
  expires?: { at: string; by: string };
  /** The end of each secret, by its public id. */
  ends: Map<string, { at: string; by: string }>;
};

/** What it has taken away in all, by UUID. `other`: events of which nothing follows here, by action. */
export type TakenAway = {
  keys: Map<string, TakenFromKey>;
  accessTokens: Set<string>;
  serviceTokens: Set<string>;
  /** Who is not in the team any more, or with what role. */
  members: Map<string, Role | "gone">;
  other: Map<string, number>;
};

export const nothingTaken = (): TakenAway => ({
  keys: new Map(),
  accessTokens: new Set(),
  serviceTokens: new Set(),
  members: new Map(),
  other: new Map(),
});

type Facts = Record<string, unknown>;
/** An event with its facts read. `at`: ISO 8601. */
type Told = { target: string; before: Facts; after: Facts; at: string; by: string };

const facts = (text: string | null): Facts => (text === null ? {} : (JSON.parse(text) as Facts));
const date = (value: unknown): string | null =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null;
const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

function ofKey({ keys }: TakenAway, keyId: string): TakenFromKey {
  const known = keys.get(keyId) ?? { ends: new Map() };
  keys.set(keyId, known);
  return known;
}

function end(taken: TakenAway, { target, by }: Told, secret: unknown, endsAt: unknown): void {
  const at = date(endsAt);
  if (typeof secret === "string" && at !== null) ofKey(taken, target).ends.set(secret, { at, by });
}

const ACTIONS: Record<string, (taken: TakenAway, told: Told) => void> = {
  "key.revoke": (taken, { target, after, at, by }) => {
    const reason = after.reason ? String(after.reason) : null;
    ofKey(taken, target).revoked = { at: date(after.revokedAt) ?? at, reason, by };
  },
  "key.disable": (taken, { target, after, at, by }) => {
    ofKey(taken, target).disabled = { at: date(after.disabledAt) ?? at, by };
  },
  "key.enable": (taken, { target }) => {
    delete ofKey(taken, target).disabled;
  },
  "key.edit": (taken, { target, after, by }) => {
    const at = date(after.expiresAt);
    if (at !== null) ofKey(taken, target).expires = { at, by };
    else if (after.expiresAt === null) delete ofKey(taken, target).expires;
    // More than the expiry may have been taken: scopes, addresses, calls. That is for people to look at.
    if (Object.keys(after).some((field) => field !== "expiresAt")) count(taken, "key.edit");
  },
  "key.rotate": (taken, told) => end(taken, told, told.before.secret, told.after.replacedEndsAt),
  "secret.end": (taken, told) => end(taken, told, told.after.secret, told.after.endsAt),
  "secret.extend": (taken, told) => end(taken, told, told.after.secret, told.after.endsAt),
  "access_token.revoke": ({ accessTokens }, { target }) => accessTokens.add(target),
  "service_token.revoke": ({ serviceTokens }, { target }) => serviceTokens.add(target),
  "member.remove": ({ members }, { target }) => members.set(target, "gone"),
  "member.leave": ({ members }, { target }) => members.set(target, "gone"),
  "member.join": ({ members }, { target }) => members.delete(target),
  "member.change_role": ({ members }, { target, after }) => {
    if (isRole(after.role)) members.set(target, after.role);
  },
};

const count = ({ other }: TakenAway, action: string): unknown => other.set(action, (other.get(action) ?? 0) + 1);

/** Adds what the next event of the trail has taken away; events in their order, since a later word replaces an earlier one. */
export function takeAway(taken: TakenAway, event: ChainedEvent): void {
  const read = Object.hasOwn(ACTIONS, event.action) ? ACTIONS[event.action] : undefined;
  if (read === undefined) {
    count(taken, event.action);
    return;
  }
  const at = new Date(Number(event.at)).toISOString();
  read(taken, { target: event.targetId, before: facts(event.before), after: facts(event.after), at, by: event.id });
}
