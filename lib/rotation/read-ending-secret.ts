import { countryName } from "@/lib/geo/country-name";
import { gracePassed } from "@/lib/keys/grace-marks";
import type { KeyView } from "@/lib/keys/view";
import type { Caller } from "@/lib/usage/breakdown";
import { usageStore } from "@/lib/usage/open-usage-store";
import { DAY, floorTo } from "@/lib/usage/step";
import type { KeyScope } from "@/lib/usage/usage-store";
import { readRhythm } from "./read-rhythm";
import type { ReplacedSecret } from "./replaced-secrets";
import { rotationCallers } from "./rotation-callers";
import { finestStep, rangeOf } from "./rotation-range";
import { rotationVerdict } from "./verdict";
import type { EndingSecret, LiveSecret } from "./view";

/** How long before the rotation callers and rhythm of a secret are looked for. */
const LOOK_BACK_MS = 7 * DAY;

/** Who called with a secret from a moment on. */
export const callersSince = async (scope: KeyScope, secretId: string, from: number, now: number): Promise<Caller[]> =>
  (await usageStore().breakdown({ ...scope, secretId }, rangeOf(from, now, finestStep(from, now)))).callers;

/**
 * What is known of a secret in its grace beside its traffic.
 * @param newer the callers of each secret made after it
 */
export async function readEndingSecret(
  key: KeyView,
  scope: KeyScope,
  secret: ReplacedSecret,
  newer: readonly Promise<Caller[]>[],
  now: number,
): Promise<Omit<EndingSecret, keyof LiveSecret | "latestEndsAt">> {
  const { rotatedAt } = secret;
  const of = { ...scope, secretId: secret.id };
  const watchedFrom = Math.max(Date.parse(secret.createdAt), rotatedAt - LOOK_BACK_MS);
  const countedFrom = floorTo(rotatedAt, finestStep(rotatedAt, now));
  const before = rangeOf(watchedFrom, Math.max(countedFrom, watchedFrom + 1), finestStep(watchedFrom, now));
  const [rhythm, earlier, since, later] = await Promise.all([
    readRhythm(of, watchedFrom, rotatedAt, now),
    watchedFrom < countedFrom ? usageStore().breakdown(of, before) : null,
    callersSince(scope, secret.id, rotatedAt, now),
    Promise.all(newer),
  ]);
  const calls = { before: earlier?.callers ?? [], since, newer: later.flat() };
  const callers = rotationCallers(calls, rotatedAt, now);
  const others = since.filter(({ isOther }) => isOther);
  const accepted = [
    ...callers.filter(({ state }) => state !== "refused").map(({ lastAt }) => Date.parse(lastAt)),
    ...others.flatMap(({ lastAt }) => (lastAt === null ? [] : [Date.parse(lastAt)])),
  ];
  const usedAt = secret.lastUsed === null ? null : Date.parse(secret.lastUsed.at);
  // Before the time that callers are looked for in nobody knows whether the last call was accepted.
  const earliest = usedAt !== null && usedAt < watchedFrom ? [usedAt] : [];
  const facts = {
    now,
    keyStatus: key.status,
    secretStatus: secret.status,
    rotatedAt,
    lastCallAt: [...accepted, ...earliest].reduce<number | null>((last, at) => Math.max(last ?? at, at), null),
    rhythm,
    callers,
    hasOthers: others.length > 0 || calls.before.some(({ isOther }) => isOther),
  };
  const [startedAt, endsAt] = [new Date(rotatedAt), new Date(secret.endsAt)];
  return {
    rotatedAt: startedAt.toISOString(),
    endsAt: secret.endsAt,
    passed: gracePassed({ startedAt, endsAt }, now),
    countedFrom: new Date(countedFrom).toISOString(),
    callers: callers.map((caller) => ({ ...caller, countryName: caller.country && countryName(caller.country) })),
    otherRequests: others.reduce((sum, { requests, responses }) => sum + Math.max(requests, responses), 0),
    verdict: rotationVerdict(facts),
  };
}
