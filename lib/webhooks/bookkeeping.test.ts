// What workers write down of deliveries, whoever races and whoever dies. Over 250 lines since each guarantee is asked of the same
// endpoints, leases and clock.
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { newId, readId, showId } from "@/lib/ids";
import { log } from "@/lib/log";
import { makeActor } from "@/lib/testing/fixtures";
import { setKeks } from "@/lib/testing/storage";
import { answer, hang, startWebhookListener, type WebhookListener } from "@/lib/testing/webhook-listener";
import { testSending, webhookLog } from "@/lib/testing/webhooks";
import { claimDue, LEASE_MS } from "./claim-due";
import { createEndpoint } from "./create-endpoint";
import { deliverDueWebhooks } from "./deliver-due";
import { disableEndpoint } from "./disable-endpoint";
import { enableEndpoint } from "./enable-endpoint";
import { expireWebhookLogs } from "./expire-logs";
import { SCHEDULE_MS } from "./next-attempt";
import { queueMessage } from "./queue-message";
import { recordAttempt } from "./record-attempt";
import { redeliver } from "./redeliver";
import { rotateSigningSecret } from "./rotate-signing-secret";
import { sendTestEvent } from "./send-test-event";
import { addSigningSecret } from "./signing-secret";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
let now = Date.parse("2027-03-01T10:00:00Z");
const restore = setClock(() => now);
let listener: WebhookListener;
beforeAll(async () => {
  setKeks(1);
  listener = await startWebhookListener();
});
beforeEach(() => {
  listener.received.length = 0;
  listener.answerWith(answer(204));
});
afterAll(async () => {
  restore();
  await listener.stop();
});

const sending = testSending({ "hooks.test": "127.0.0.1" });
const deliver = () => deliverDueWebhooks(sending);

async function makeEndpoint() {
  const actor = await makeActor();
  const url = `http://hooks.test:${listener.port}/hook?token=hunter2`;
  const made = await createEndpoint(actor, { url, description: "", events: ["key.created"], environment: null });
  return { actor, ...made, uuid: readId("endpoint", made.id) as string };
}

/** Messages for an endpoint, due now. */
const queueMany = (teamId: string, endpointId: string, count: number) =>
  inTransaction(async (tx) => {
    const at = new Date(now);
    for (let i = 0; i < count; i++)
      await queueMessage(tx, { teamId, type: "key.created", environment: null, data: { i }, at }, [endpointId], at);
  });

const endpointRow = (id: string) => prisma().webhookEndpoint.findUniqueOrThrow({ where: { id } });
/** Goes from attempt to attempt until nothing is due any more. */
async function untilSettled(uuid: string): Promise<void> {
  for (;;) {
    await deliver();
    const { _min } = await prisma().webhookDelivery.aggregate({
      where: { endpointId: uuid },
      _min: { nextAttemptAt: true },
    });
    if (_min.nextAttemptAt === null) return;
    now = _min.nextAttemptAt.getTime();
  }
}

/** A day in which an event is tried at its beginning and at its end. */
async function oneDay(teamId: string, uuid: string): Promise<void> {
  await queueMany(teamId, uuid, 1);
  await deliver();
  now += DAY;
  await deliver();
}

test("two workers that race deliver each message once, and keep one line for each", { timeout: 120_000 }, async () => {
  const { actor, uuid } = await makeEndpoint();
  await queueMany(actor.teamId, uuid, 12);
  const [one, other] = await Promise.all([deliver(), deliver()]);
  expect((one ?? 0) + (other ?? 0)).toBe(12);
  const ids = listener.received.map(({ headers }) => headers["webhook-id"]);
  expect([ids.length, new Set(ids).size]).toEqual([12, 12]);
  const log = await webhookLog(uuid);
  expect(log.map(({ status, attempts, log }) => [status, attempts, log.length])).toEqual(
    Array.from({ length: 12 }, () => ["delivered", 1, 1]),
  );
});

test("what a killed worker held is delivered by another once the lease is over, and its late word changes nothing", async () => {
  const { actor, uuid } = await makeEndpoint();
  await queueMany(actor.teamId, uuid, 3);
  const claims = await claimDue(32, false);
  expect(claims).toHaveLength(3);
  expect(await deliver()).toBe(0);
  now += LEASE_MS - 1;
  expect(await deliver()).toBe(0);
  now += 1;
  expect(await deliver()).toBe(3);
  const outcome = { status: 500, trouble: "status" as const, detail: null, answer: null };
  for (const claim of claims) {
    const late = { at: new Date(now), durationMs: 1, url: "", headers: {}, outcome };
    expect(await recordAttempt(claim, uuid, late)).toBeNull();
  }
  const log = await webhookLog(uuid);
  expect(log.map(({ status, attempts, log }) => [status, attempts, log.length])).toEqual(
    Array.from({ length: 3 }, () => ["delivered", 1, 1]),
  );
  expect((await endpointRow(uuid)).failingSince).toBeNull();
});

test("a message is signed by the Standard Webhooks convention, by both secrets while they overlap, and no byte of a secret is kept", async () => {
  const { actor, id, uuid, secret } = await makeEndpoint();
  const rotated = await rotateSigningSecret(actor, { endpointId: id, keepOld: true });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const send = async () => {
    await sendTestEvent(actor, { endpointId: id });
    await deliver();
    return listener.received.at(-1) as (typeof listener.received)[number];
  };
  const verifies = async (by: string) => {
    const { headers, body } = await send();
    const expected = new Webhook(by).sign(String(headers["webhook-id"]), new Date(now), body);
    expect(headers["webhook-timestamp"]).toBe(String(Math.floor(now / 1_000)));
    return String(headers["webhook-signature"]).split(" ").includes(expected);
  };
  expect([await verifies(secret), await verifies(rotated.secret)]).toEqual([true, true]);
  now += DAY - 1;
  expect(await verifies(secret)).toBe(true);
  now += 1;
  expect([await verifies(secret), await verifies(rotated.secret)]).toEqual([false, true]);
  // One that has leaked signs nothing any more.
  const third = await rotateSigningSecret(actor, { endpointId: id, keepOld: false });
  expect([await verifies(rotated.secret), await verifies(third.secret)]).toEqual([false, true]);
  const { rows } = await pool().query(
    "SELECT to_jsonb(e)::text || coalesce((SELECT string_agg(to_jsonb(a)::text, '') FROM webhook_attempts a), '') AS all FROM webhook_endpoints e WHERE id = $1",
    [uuid],
  );
  const { rows: trail } = await pool().query("SELECT after::text FROM audit_events WHERE team_id = $1", [actor.teamId]);
  for (const kept of [rows[0].all, JSON.stringify(trail)])
    for (const one of [secret, rotated.secret, third.secret]) expect(kept).not.toContain(one.slice(6, 40));
  // What stands in the URL's query may be a token: neither log nor trail shows it.
  const attempts = await prisma().webhookAttempt.findMany({ where: { delivery: { endpointId: uuid } } });
  expect(new Set(attempts.map(({ url }) => url))).toEqual(
    new Set([`http://hooks.test:${listener.port}/hook?token=****`]),
  );
  expect(JSON.stringify(trail)).not.toContain("hunter2");
});

test("the library of the convention verifies what arrives now", async () => {
  const back = setClock(Date.now);
  try {
    const { actor, id, secret } = await makeEndpoint();
    await sendTestEvent(actor, { endpointId: id });
    await deliver();
    const { headers, body } = listener.received.at(-1) as (typeof listener.received)[number];
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: "webhook.test",
      data: { endpoint: id },
    });
    expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow(
      "No matching signature",
    );
  } finally {
    back();
  }
});

test("what fails is tried again for a day, always with the same bytes and id, and then given up", async () => {
  listener.answerWith(answer(500, "no"));
  const { actor, id, uuid } = await makeEndpoint();
  const began = now;
  await sendTestEvent(actor, { endpointId: id });
  await untilSettled(uuid);
  const [delivery] = await webhookLog(uuid);
  expect(delivery).toMatchObject({ status: "failed", failure: "attempts", attempts: SCHEDULE_MS.length });
  expect(now - began).toBe(24 * HOUR);
  expect(new Set(listener.received.map(({ body }) => body)).size).toBe(1);
  expect(new Set(listener.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(listener.received.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(SCHEDULE_MS.length);
  expect((await endpointRow(uuid)).disabledAt).toBeNull();
});

test("what cannot be signed is not sent, and is tried again", async () => {
  const { actor, id, uuid } = await makeEndpoint();
  await sendTestEvent(actor, { endpointId: id });
  setKeks(2);
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  await deliver();
  expect(said).toHaveBeenCalled();
  said.mockRestore();
  setKeks(1);
  expect(listener.received).toHaveLength(0);
  expect(await webhookLog(uuid)).toMatchObject([{ status: "pending", log: [{ trouble: "unsigned", status: null }] }]);
  now += MINUTE;
  await deliver();
  expect(await webhookLog(uuid)).toMatchObject([{ status: "delivered" }]);
});

test("Retry-After of 429 and 503 is honoured", async () => {
  listener.answerWith(answer(429, "", { "retry-after": "1800" }));
  const { actor, id, uuid } = await makeEndpoint();
  await sendTestEvent(actor, { endpointId: id });
  await deliver();
  const { nextAttemptAt } = await prisma().webhookDelivery.findFirstOrThrow({ where: { endpointId: uuid } });
  expect(nextAttemptAt).toEqual(new Date(now + 30 * MINUTE));
});

test("410 disables the endpoint at once, and what it should have got is not tried again", async () => {
  listener.answerWith(answer(410));
  const { actor, id, uuid } = await makeEndpoint();
  await sendTestEvent(actor, { endpointId: id });
  await deliver();
  expect(await endpointRow(uuid)).toMatchObject({ disabledReason: "gone", disabledAt: new Date(now) });
  expect(await webhookLog(uuid)).toMatchObject([{ status: "failed", failure: "gone", attempts: 1 }]);
});

test("an endpoint to which nothing was delivered for five days is disabled, and enabling it floods nobody", async () => {
  listener.answerWith(answer(503));
  const { actor, id, uuid } = await makeEndpoint();
  for (let day = 0; day < 5; day++) {
    await oneDay(actor.teamId, uuid);
    expect((await endpointRow(uuid)).disabledReason).toBe(day < 4 ? null : "failing");
  }
  const { rows } = await pool().query(
    "SELECT actor_kind, after->>'disabledReason' AS reason FROM audit_events WHERE team_id = $1 AND action = 'webhook.disable'",
    [actor.teamId],
  );
  expect(rows).toEqual([{ actor_kind: "system", reason: "failing" }]);
  await expect(sendTestEvent(actor, { endpointId: id })).rejects.toMatchObject({ code: "conflict" });
  await enableEndpoint(actor, { endpointId: id });
  expect(await endpointRow(uuid)).toMatchObject({ disabledAt: null, failingSince: null });

  listener.answerWith(answer(204));
  await queueMany(actor.teamId, uuid, 2);
  await disableEndpoint(actor, { endpointId: id });
  now += HOUR;
  listener.received.length = 0;
  expect(await deliver()).toBe(0);
  await enableEndpoint(actor, { endpointId: id });
  expect(await deliver()).toBe(2);

  await queueMany(actor.teamId, uuid, 2);
  await disableEndpoint(actor, { endpointId: id });
  now += DAY;
  await enableEndpoint(actor, { endpointId: id });
  expect(await deliver()).toBe(0);
  expect((await webhookLog(uuid)).slice(-2)).toMatchObject([{ failure: "disabled" }, { failure: "disabled" }]);
});

test("one success within the five days keeps the endpoint", async () => {
  listener.answerWith(answer(503));
  const { actor, uuid } = await makeEndpoint();
  for (let day = 0; day < 8; day++) {
    listener.answerWith(answer(day === 3 ? 204 : 503));
    await oneDay(actor.teamId, uuid);
  }
  expect((await endpointRow(uuid)).disabledAt).toBeNull();
});

test("a delivery is sent again under the same id, and one still on its way is tried at once", async () => {
  const { actor, id, uuid } = await makeEndpoint();
  await sendTestEvent(actor, { endpointId: id });
  await deliver();
  const [first] = await prisma().webhookDelivery.findMany({ where: { endpointId: uuid } });
  await redeliver(actor, { endpointId: id, deliveryId: showId("delivery", first?.id as string) });
  await deliver();
  expect(new Set(listener.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(listener.received).toHaveLength(2);

  listener.answerWith(answer(500));
  const { deliveryId } = await sendTestEvent(actor, { endpointId: id });
  await deliver();
  now += MINUTE;
  await deliver();
  expect(listener.received).toHaveLength(4);
  expect(await redeliver(actor, { endpointId: id, deliveryId })).toEqual({ deliveryId });
  listener.answerWith(answer(204));
  await deliver();
  expect((await webhookLog(uuid)).at(-1)).toMatchObject({ status: "delivered", attempts: 3 });
});

test("endpoints that hang leave half of the places to those that do not", { timeout: 120_000 }, async () => {
  const hanging = await startWebhookListener(hang);
  const fine = await makeEndpoint();
  const { teamId } = fine.actor;
  const slow = Array.from({ length: 5 }, () => newId());
  const at = new Date(now);
  await prisma().webhookEndpoint.createMany({
    data: slow.map((id) => ({
      ...{ id, teamId, url: `http://hooks.test:${hanging.port}/`, events: ["key.created"], createdByName: "Ada" },
      ...{ createdAt: at, updatedAt: at, failingSince: at },
    })),
  });
  for (const id of slow) {
    await inTransaction((tx) => addSigningSecret(tx, { teamId, endpointId: id }, at));
    await queueMany(teamId, id, 4);
  }
  await queueMany(teamId, fine.uuid, 2);
  const deadline = new AbortController();
  const run = deliverDueWebhooks(testSending({ "hooks.test": "127.0.0.1" }, deadline.signal));
  await Promise.all([hanging.until(16), listener.until(2)]);
  expect(hanging.received).toHaveLength(16);
  deadline.abort();
  await run;
  await hanging.stop();
});

test("the log is kept for 30 days", async () => {
  const { actor, id, uuid } = await makeEndpoint();
  await rotateSigningSecret(actor, { endpointId: id, keepOld: true });
  await sendTestEvent(actor, { endpointId: id });
  await deliver();
  now += 30 * DAY - 1;
  await expireWebhookLogs();
  expect(await webhookLog(uuid)).toHaveLength(1);
  expect(await prisma().webhookSecret.count({ where: { endpointId: uuid } })).toBe(1);
  now += 1;
  expect(await expireWebhookLogs()).toBeGreaterThan(0);
  expect(await webhookLog(uuid)).toEqual([]);
});
