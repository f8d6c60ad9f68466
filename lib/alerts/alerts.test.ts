import { afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { DAY, HOUR } from "@/lib/usage/step";
import type { KeyScope } from "@/lib/usage/usage-store";
import { acknowledgeAlert } from "./acknowledge-alert";
import { countOpenAlerts } from "./count-open-alerts";
import { expireAlerts } from "./expire-alerts";
import type { Finding } from "./finding";
import { listAlerts } from "./list-alerts";
import { muteAlerts } from "./mute-alerts";
import { openAlertsOfKey } from "./open-alerts-of-key";
import { recordFinding } from "./record-finding";
import { ALERT_STATUSES, type AlertStatus, listAlertsSchema } from "./schema";
import { unmuteAlerts } from "./unmute-alerts";

const NOON = Date.UTC(2026, 10, 24, 12);
let restore: (() => void) | undefined;
const at = (ms: number): void => {
  restore?.();
  restore = setClock(() => ms);
};
afterEach(() => restore?.());

let owner: Actor;
beforeAll(async () => {
  owner = await makeActor();
});

async function makeKey(actor: Actor = owner): Promise<KeyScope & { shownId: string }> {
  const { key } = await createKey(actor, keyInput());
  return { teamId: actor.teamId, environment: "live", keyId: readId("key", key.id) ?? "", shownId: key.id };
}
const newCountry = (from: number, country = "BR", requests = 3): Finding => ({
  from,
  to: from + HOUR,
  excess: requests,
  evidence: { kind: "new_country", country, requests, refused: 0, known: ["DE"], threshold: 1 },
});
const alertsOf = (key: KeyScope) =>
  prisma().alert.findMany({ where: { keyId: key.keyId }, orderBy: [{ seenFrom: "asc" }, { subject: "asc" }] });
const listed = async (actor: Actor, status: AlertStatus, keyId: string) =>
  (await listAlerts(actor, listAlertsSchema.parse({ environment: "live", status, keyId }))).alerts;

test("a finding that comes from ten workers at once opens one alert, and says so to one of them", async () => {
  const key = await makeKey();
  const opened = await Promise.all(Array.from({ length: 10 }, () => recordFinding(key, newCountry(NOON))));
  expect(opened.filter((id) => id !== null)).toHaveLength(1);
  expect(await alertsOf(key)).toHaveLength(1);
});

test("an episode keeps its worst hour, whatever the order in which its hours come", async () => {
  const key = await makeKey();
  for (const [hours, requests] of [
    [2, 5],
    [0, 40],
    [1, 7],
    [0, 40],
  ] as const) {
    await recordFinding(key, newCountry(NOON + hours * HOUR, "BR", requests));
  }
  const [alert, ...more] = await alertsOf(key);
  expect(more).toEqual([]);
  expect(alert).toMatchObject({
    seenFrom: new Date(NOON),
    seenUntil: new Date(NOON + 3 * HOUR),
    windowFrom: new Date(NOON),
    evidence: { requests: 40 },
  });
});

test("what is seen again after the episode is over is a new alert; another country is one of its own", async () => {
  const key = await makeKey();
  expect(await recordFinding(key, newCountry(NOON))).not.toBeNull();
  expect(await recordFinding(key, newCountry(NOON + DAY))).toBeNull();
  expect(await recordFinding(key, newCountry(NOON, "KP"))).not.toBeNull();
  expect(await recordFinding(key, newCountry(NOON + 3 * DAY))).not.toBeNull();
  // A worker that was stopped judges an hour again that it had judged: the episode that is over takes it.
  expect(await recordFinding(key, newCountry(NOON + HOUR))).toBeNull();
  const alerts = await alertsOf(key);
  expect(alerts.map(({ subject, endedAt }) => [subject, endedAt !== null])).toEqual([
    ["BR", true],
    ["KP", false],
    ["BR", false],
  ]);
});

test("an acknowledged alert stays so while its episode goes on, and names who was first", async () => {
  const [key, admin] = [await makeKey(), await makeActor("admin", owner)];
  await recordFinding(key, newCountry(NOON));
  const [alert] = await listed(owner, "open", key.shownId);
  await Promise.all([owner, admin].map((actor) => acknowledgeAlert(actor, { alertId: alert?.id ?? "" })));
  await recordFinding(key, newCountry(NOON + HOUR));
  expect(await listed(owner, "open", key.shownId)).toEqual([]);
  const [acknowledged] = await listed(owner, "acknowledged", key.shownId);
  expect([owner.name, admin.name]).toContain(acknowledged?.acknowledged?.by);
  const events = await prisma().auditEvent.findMany({ where: { targetId: key.keyId, action: "alert.acknowledge" } });
  expect(events.map(({ actorName }) => actorName)).toEqual([acknowledged?.acknowledged?.by]);
});

test("a mute puts open alerts aside and new ones with them, until it ends or is ended", async () => {
  const key = await makeKey();
  const statuses = async () =>
    Promise.all(ALERT_STATUSES.map(async (one) => (await listed(owner, one, key.shownId)).length));
  at(NOON);
  await recordFinding(key, newCountry(NOON));
  await muteAlerts(owner, { keyId: key.shownId, kind: "new_country", days: 7 });
  await recordFinding(key, newCountry(NOON, "KP"));
  expect(await statuses()).toEqual([0, 0, 2]);
  expect((await listed(owner, "muted", key.shownId))[0]?.mute).toEqual({
    until: new Date(NOON + 7 * DAY).toISOString(),
    by: owner.name,
  });
  // What goes on when the mute has run out is open again; what is over stays aside.
  at(NOON + 7 * DAY);
  for (let day = 1; day <= 7; day++) await recordFinding(key, newCountry(NOON + day * DAY));
  expect(await statuses()).toEqual([1, 0, 1]);
  await muteAlerts(owner, { keyId: key.shownId, kind: "new_country", days: null });
  expect(await statuses()).toEqual([0, 0, 2]);
  await unmuteAlerts(owner, { keyId: key.shownId, kind: "new_country" });
  await unmuteAlerts(owner, { keyId: key.shownId, kind: "new_country" });
  expect(await statuses()).toEqual([2, 0, 0]);
  const events = await prisma().auditEvent.findMany({ where: { targetId: key.keyId }, orderBy: { id: "asc" } });
  expect(events.map(({ action }) => action)).toEqual(["key.create", "alert.mute", "alert.mute", "alert.unmute"]);
});

test("the sidebar's count is of this team, by environment, of what is open", async () => {
  const actor = await makeActor();
  const [key, other] = [await makeKey(actor), await makeKey(actor)];
  await recordFinding(key, newCountry(NOON));
  await recordFinding(other, newCountry(NOON));
  await recordFinding({ ...other, environment: "test" }, newCountry(NOON, "KP"));
  expect(await countOpenAlerts(actor)).toEqual({ live: 2, test: 1 });
  await muteAlerts(actor, { keyId: key.shownId, kind: "new_country", days: 30 });
  expect(await countOpenAlerts(actor)).toEqual({ live: 1, test: 1 });
  expect(await openAlertsOfKey(actor, key.shownId)).toEqual({ newest: [], total: 0 });
  expect((await openAlertsOfKey(actor, other.shownId)).total).toBe(2);
});

test("a foreign alert and a foreign key answer exactly as unknown ones", async () => {
  const [key, stranger] = [await makeKey(), await makeActor()];
  await recordFinding(key, newCountry(NOON));
  const [alert] = await listed(owner, "open", key.shownId);
  const foreign = alert?.id ?? "";
  const unknown = foreign.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  for (const verb of [
    (id: string) => acknowledgeAlert(stranger, { alertId: id }),
    (id: string) => muteAlerts(stranger, { keyId: id === foreign ? key.shownId : id, kind: "new_country", days: null }),
    (id: string) => unmuteAlerts(stranger, { keyId: id === foreign ? key.shownId : id, kind: "new_country" }),
  ]) {
    const answers = await Promise.all([foreign, unknown, "", "'; --"].map((id) => verb(id).catch(String)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/No such (alert|key)/);
  }
  expect(await listed(stranger, "open", key.shownId)).toEqual([]);
  expect(await openAlertsOfKey(stranger, key.shownId)).toEqual({ newest: [], total: 0 });
  expect(await listed(owner, "open", key.shownId)).toHaveLength(1);
});

test("a viewer looks on; a developer acknowledges everything and mutes only own keys", async () => {
  const [viewer, developer] = [await makeActor("viewer", owner), await makeActor("developer", owner)];
  const [key, own] = [await makeKey(), await makeKey(developer)];
  await recordFinding(key, newCountry(NOON));
  const [alert] = await listed(viewer, "open", key.shownId);
  const input = { alertId: alert?.id ?? "" };
  await expect(acknowledgeAlert(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
  const mute = (shownId: string) => muteAlerts(developer, { keyId: shownId, kind: "spike", days: 7 });
  await expect(mute(key.shownId)).rejects.toMatchObject({ code: "forbidden" });
  await expect(unmuteAlerts(viewer, { keyId: key.shownId, kind: "spike" })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await mute(own.shownId)).toBeNull();
  expect(await acknowledgeAlert(developer, input)).toBeNull();
});

test("a list is filtered by kind and counts every status under the same filter", async () => {
  const actor = await makeActor();
  const key = await makeKey(actor);
  await recordFinding(key, newCountry(NOON));
  await recordFinding(key, {
    from: NOON,
    to: NOON + HOUR,
    excess: 2,
    evidence: { kind: "error_jump", responses: 100, failed: 60, usual: { low: 0, high: 0.02 }, threshold: 0.12 },
  });
  const of = (more: object) => listAlerts(actor, listAlertsSchema.parse({ environment: "live", ...more }));
  expect((await of({})).totals).toEqual({ open: 2, acknowledged: 0, muted: 0 });
  const jumps = await of({ kind: "error_jump" });
  expect(jumps.alerts.map(({ kind }) => kind)).toEqual(["error_jump"]);
  expect(jumps.totals.open).toBe(1);
  expect((await of({ page: 2 })).alerts).toEqual([]);
  expect((await of({ keyId: "key_nobody" })).totals.open).toBe(0);
});

test("an alert goes when the counts by day that it was made of go, not a day sooner", async () => {
  const key = await makeKey();
  await recordFinding(key, newCountry(NOON));
  at(NOON + HOUR + env().USAGE_KEEP_DAYS_DAYS * DAY);
  await expireAlerts();
  expect(await alertsOf(key)).toHaveLength(1);
  at(NOON + HOUR + env().USAGE_KEEP_DAYS_DAYS * DAY + 1);
  expect(await expireAlerts()).toBeGreaterThanOrEqual(1);
  expect(await alertsOf(key)).toEqual([]);
});
