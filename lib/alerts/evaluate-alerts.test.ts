import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { type InsertedKey, insertKey, insertSecret } from "@/lib/testing/insert-key";
import { flushSegment } from "@/lib/testing/usage";
import { usageStore } from "@/lib/usage/open-usage-store";
import type { VerificationRecord } from "@/lib/usage/record";
import { verificationLine } from "@/lib/usage/spool/spool-line";
import { DAY, HOUR, MINUTE } from "@/lib/usage/step";
import { evaluateAlerts, judgeHours } from "./evaluate-alerts";
import { PlacesMemory } from "./places-memory";

// Countries as the offline database knows them.
const [GERMAN, BRAZILIAN] = ["78.46.90.4", "177.54.144.2"];
const NOW = Date.UTC(2026, 10, 24, 14, 40);
const HOUR_NOW = Date.UTC(2026, 10, 24, 14);
let now = NOW;
let restore: () => void;
beforeEach(() => {
  now = NOW;
  restore = setClock(() => now);
});
afterEach(async () => {
  restore();
  // Usage of keys that are gone is nobody's.
  await pool().query("TRUNCATE alert_progress, keys CASCADE");
});

type Call = Partial<VerificationRecord> & { at: number; times?: number };
const call = (key: InsertedKey, calls: Call[]) => {
  const who = { keyId: key.keyId, secretId: key.secretId, teamId: key.teamId, environment: key.environment };
  const lines = calls.flatMap(({ times = 1, ...given }) =>
    Array.from({ length: times }, () => verificationLine({ ...who, code: "VALID", ip: GERMAN, ...given })),
  );
  return flushSegment(newId(), Buffer.from(lines.join("")));
};
/** `times` in each hour of so many days before the hour under way. */
const steady = (days: number, times: number): Call[] =>
  Array.from({ length: 24 * days }, (_, i) => ({ at: HOUR_NOW - (i + 1) * HOUR + 5 * MINUTE, times }));
const found = async (key: InsertedKey) =>
  (await prisma().alert.findMany({ where: { keyId: key.keyId }, orderBy: { id: "asc" } })).map(
    ({ kind, subject, windowFrom }) => ({ kind, subject, at: windowFrom.getTime() }),
  );

test("an hour under way is a spike as soon as it exceeds the threshold, and one alert from however many workers", async () => {
  const key = await insertKey();
  await call(key, [...steady(15, 10), { at: HOUR_NOW + MINUTE, times: 150 }]);
  expect(await evaluateAlerts()).toEqual([]);
  await call(key, [{ at: HOUR_NOW + 2 * MINUTE, times: 150 }]);
  const opened = await Promise.all([1, 2, 3].map(() => evaluateAlerts(new PlacesMemory(usageStore()))));
  expect(opened.flat()).toHaveLength(1);
  expect(await evaluateAlerts()).toEqual([]);
  expect(await found(key)).toEqual([{ kind: "spike", subject: "", at: HOUR_NOW }]);
  const alert = await prisma().alert.findFirstOrThrow({ where: { keyId: key.keyId } });
  expect(alert).toMatchObject({ teamId: key.teamId, environment: "live", evidence: { requests: 300, threshold: 200 } });
});

test("the first request from a new country is found, once, also by a worker that has known the key for hours", async () => {
  const [key, memory] = [await insertKey(), new PlacesMemory(usageStore())];
  await call(key, steady(10, 1));
  expect(await evaluateAlerts(memory)).toEqual([]);
  now += HOUR;
  await call(key, [{ at: HOUR_NOW + HOUR, ip: BRAZILIAN }]);
  expect(await evaluateAlerts(memory)).toHaveLength(1);
  now += 2 * HOUR;
  await call(key, [{ at: HOUR_NOW + 3 * HOUR, ip: BRAZILIAN, times: 5 }]);
  expect(await evaluateAlerts(memory)).toEqual([]);
  // The alert shows the worst hour of the first day; then the country is known.
  expect(await found(key)).toEqual([{ kind: "new_country", subject: "BR", at: HOUR_NOW + 3 * HOUR }]);
  now += 2 * DAY;
  await call(key, [{ at: HOUR_NOW + 3 * HOUR + 2 * DAY, ip: BRAZILIAN, times: 9 }]);
  expect(await evaluateAlerts(memory)).toEqual([]);
  expect(await found(key)).toHaveLength(1);
});

test("refusals of a stranger, and an ended secret that is still presented", async () => {
  const key = await insertKey();
  const old = await insertSecret(key, { endsAt: new Date(HOUR_NOW - 2 * DAY) });
  await call(key, [
    ...steady(10, 2),
    { at: HOUR_NOW, ip: "78.46.90.5", code: "INSUFFICIENT_SCOPE", times: 25 },
    { at: HOUR_NOW, secretId: old.secretId, code: "REVOKED", times: 3 },
  ]);
  await evaluateAlerts();
  expect(await found(key)).toEqual([
    { kind: "refusal_burst", subject: "78.46.90.5", at: HOUR_NOW },
    { kind: "retired_secret", subject: old.secretId, at: HOUR_NOW },
  ]);
  const retired = await prisma().alert.findFirstOrThrow({ where: { keyId: key.keyId, kind: "retired_secret" } });
  expect(retired.evidence).toMatchObject({ requests: 3, masked: `myapi_live_****${old.plaintext.slice(-4)}` });
});

test("tries that stay below the floor do not make a caller of a stranger", async () => {
  const key = await insertKey();
  const stranger = { ip: "78.46.90.5", code: "INSUFFICIENT_SCOPE" as const };
  await call(key, [
    ...steady(10, 2),
    { ...stranger, at: HOUR_NOW - HOUR, times: 5 },
    { ...stranger, at: HOUR_NOW, times: 60 },
  ]);
  await evaluateAlerts();
  expect(await found(key)).toEqual([{ kind: "refusal_burst", subject: "78.46.90.5", at: HOUR_NOW }]);
});

test("of a revoked key nothing is called retired: all of its secrets are refused alike", async () => {
  const key = await insertKey();
  const old = await insertSecret(key, { endsAt: new Date(HOUR_NOW - 2 * DAY) });
  await pool().query("UPDATE keys SET revoked_at = $2 WHERE id = $1", [key.keyId, new Date(HOUR_NOW - DAY)]);
  await call(key, [{ at: HOUR_NOW, secretId: old.secretId, code: "REVOKED" }]);
  expect(await evaluateAlerts()).toEqual([]);
});

test("a use after idleness is found, and the last use before it is known however long ago", async () => {
  const [month, year] = [await insertKey(), await insertKey()];
  await call(month, [{ at: HOUR_NOW - 31 * DAY }, { at: HOUR_NOW }]);
  await call(year, [{ at: HOUR_NOW - 200 * DAY }, { at: HOUR_NOW }]);
  await evaluateAlerts();
  for (const [key, idleDays] of [
    [month, 31],
    [year, 199],
  ] as const) {
    const [alert] = await prisma().alert.findMany({ where: { keyId: key.keyId } });
    expect(alert).toMatchObject({ kind: "idle_use", evidence: { idleDays, requests: 1 } });
  }
});

test("a worker that was stopped judges the hours it missed, and an hour that is over is judged until it has settled", async () => {
  const key = await insertKey();
  await call(key, steady(10, 1));
  await evaluateAlerts();
  const progress = async () => (await pool().query("SELECT judged_until FROM alert_progress")).rows[0].judged_until;
  expect(await progress()).toEqual(new Date(HOUR_NOW));
  await call(key, [{ at: HOUR_NOW + 50 * MINUTE, ip: BRAZILIAN }]);
  now = HOUR_NOW + HOUR + 5 * MINUTE;
  restore();
  restore = setClock(() => now);
  const first = await evaluateAlerts();
  expect(first).toHaveLength(1);
  expect(await progress()).toEqual(new Date(HOUR_NOW));
  await call(key, [{ at: HOUR_NOW + 3 * HOUR, ip: "5.255.255.70" }]);
  now = HOUR_NOW + 8 * HOUR;
  await evaluateAlerts();
  expect((await found(key)).map(({ subject }) => subject)).toEqual(["BR", "RU"]);
  expect(await progress()).toEqual(new Date(HOUR_NOW + 7 * HOUR));
});

test("usage of a key that is gone is passed over, and a key that cannot be judged holds up no other", async () => {
  const [broken, key] = [await insertKey(), await insertKey()];
  await call({ ...key, keyId: newId(), teamId: newId() }, [{ at: HOUR_NOW, times: 300 }]);
  for (const one of [broken, key]) await call(one, [...steady(10, 1), { at: HOUR_NOW, ip: BRAZILIAN }]);
  const original = usageStore().breakdown;
  const spied = vi.spyOn(usageStore(), "breakdown").mockImplementation(async (scope, range) => {
    if (scope.keyId === broken.keyId) throw new Error("unreadable");
    return original(scope, range);
  });
  expect(await judgeHours(HOUR_NOW, now)).toHaveLength(1);
  spied.mockRestore();
  expect([await found(broken), (await found(key)).length]).toEqual([[], 1]);
});

test("90 days of history are read only of a key that exceeds a floor", async () => {
  const [quiet, busy] = [await insertKey(), await insertKey()];
  await call(quiet, [...steady(10, 1), { at: HOUR_NOW, times: 199 }]);
  await call(busy, [...steady(10, 1), { at: HOUR_NOW, times: 200 }]);
  const read = vi.spyOn(usageStore(), "seriesByKey");
  await evaluateAlerts();
  const long = read.mock.calls.filter(([, { from, to }]) => to.getTime() - from.getTime() > 10 * DAY);
  expect(long.map(([, , keyIds]) => keyIds)).toEqual([[busy.keyId]]);
  read.mockRestore();
});
