import { graceMarks } from "@/lib/keys/grace-marks";
import type { ShownParts } from "@/lib/keys/mask-secret";
import { nextDeadlineMark } from "@/lib/notifications/deadline-marks";
import { judgeLook } from "@/lib/notifications/judge-look";
import type { Look, LookedAtKey, NoticeToTell } from "@/lib/notifications/look";
import { DAY, MINUTE } from "@/lib/usage/step";
import type { PlacedKey } from "./demo-audit";

/** A notice, and when it was told (milliseconds). */
export type Told = NoticeToTell & { at: number };
/** By a secret's public id: what is shown of it. */
export type ShownSecrets = ReadonlyMap<string, ShownParts>;

type Unkeyed = Look extends infer L ? (L extends Look ? Omit<L, "key"> : never) : never;

/** How long before a look a caller that calls all the time has called. */
const JUST_NOW = 7 * MINUTE;

/** The moments at which somebody is told of a date, of those after `since` and up to `until`. */
function momentsBefore(deadline: Date, since: Date, until: number): number[] {
  const moments: number[] = [];
  let next = nextDeadlineMark(deadline, since.getTime());
  while (next !== null && next.getTime() <= until) {
    moments.push(next.getTime());
    next = nextDeadlineMark(deadline, next.getTime());
  }
  return moments;
}

/** When a secret had been accepted last, as of `at`, by the flows that call with it. */
function lastUse({ spec }: PlacedKey, secret: number, at: number, now: number): Date | null {
  const uses = spec.flows
    .filter((flow) => flow.secret === secret && flow.outcomes.VALID && now - (flow.from ?? spec.created) * DAY < at)
    .map(({ until = 0 }) => Math.min(at - JUST_NOW, now - until * DAY));
  return uses.length === 0 ? null : new Date(Math.max(...uses));
}

/**
 * What the product's own rules would have told of a key since it was made, had a worker looked at each moment: the worker that comes
 * then finds nothing left to tell.
 * @param key its dates as they are now
 */
export function toldOfKey(placed: PlacedKey, key: LookedAtKey, shown: ShownSecrets, now: number): Told[] {
  const { secrets, spec } = placed;
  const until = Math.min(now, key.revokedAt?.getTime() ?? now);
  const since = new Date(now - spec.created * DAY);
  const looks: { at: number; look: Look }[] = [];
  const see = (at: number, of: Unkeyed) => {
    const disabledAt = key.disabledAt !== null && key.disabledAt.getTime() <= at ? key.disabledAt : null;
    looks.push({ at, look: { ...of, key: { ...key, disabledAt, revokedAt: null } } });
  };
  for (const at of key.expiresAt ? momentsBefore(key.expiresAt, since, until) : []) {
    see(at, { about: "expiry", subject: key.id, since });
  }
  const secretSince = secrets.at(-1)?.createdAt ?? since;
  for (const at of key.rotateBy ? momentsBefore(key.rotateBy, secretSince, until) : []) {
    see(at, { about: "rotation", subject: key.id, secretSince });
  }
  for (const [i, { publicId, endsAt }] of secrets.entries()) {
    const [startedAt, parts] = [secrets[i + 1]?.createdAt, shown.get(publicId)];
    if (endsAt === null || startedAt === undefined || parts === undefined) continue;
    for (const { at } of graceMarks({ startedAt, endsAt }).filter(({ at }) => at.getTime() <= until)) {
      const lastUsedAt = lastUse(placed, i, at.getTime(), now);
      const grace = { startedAt, endsAt, lastUsedAt, ...parts };
      see(at.getTime(), { about: "grace", subject: publicId, grace, toldAt: null });
    }
  }
  return looks.flatMap(({ at, look }) => {
    const { tell } = judgeLook(look, at);
    return tell === null ? [] : { ...tell, at };
  });
}
