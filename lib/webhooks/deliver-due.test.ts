import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { setKeks } from "@/lib/testing/storage";
import { answer, hang, startWebhookListener, trickle, type WebhookListener } from "@/lib/testing/webhook-listener";
import { testSending, webhookLog } from "@/lib/testing/webhooks";
import { createEndpoint } from "./create-endpoint";
import { deliverDueWebhooks } from "./deliver-due";
import { sendTestEvent } from "./send-test-event";

const listeners: WebhookListener[] = [];
const listen = async (...given: Parameters<typeof startWebhookListener>) => {
  const listener = await startWebhookListener(...given);
  listeners.push(listener);
  return listener;
};
// Retries are not due, however long a test takes.
const restore = setClock(() => Date.parse("2027-03-01T10:00:00Z"));
beforeAll(() => setKeks(1));
afterAll(async () => {
  restore();
  await Promise.all(listeners.map((listener) => listener.stop()));
});

/** A machine at work on much else is no failure. */
const WHILE_BUSY = { timeout: 60_000, interval: 200 };
const PATIENCE_MS = 120_000;

const attemptsOf = (endpointIds: string[]): Promise<number> =>
  prisma().webhookAttempt.count({ where: { delivery: { endpointId: { in: endpointIds } } } });

async function endpointAt(actor: Actor, url: string): Promise<{ id: string; uuid: string }> {
  const input = { url, description: "", events: ["key.created"], environment: null };
  const { id } = await createEndpoint(actor, input);
  return { id, uuid: readId("endpoint", id) as string };
}

const outcomeOf = async (uuid: string) => {
  const [delivery] = await webhookLog(uuid);
  const [attempt] = delivery?.log ?? [];
  return { state: delivery?.status, status: attempt?.status, trouble: attempt?.trouble, detail: attempt?.detail };
};

test("a target that is down, hangs, trickles, fails, or leads to a private address is in the log, and holds up nobody else", {
  timeout: PATIENCE_MS,
}, async () => {
  const actor = await makeActor();
  // Loopback stands in for networks: 127.0.0.1 for a public one, 127.0.0.2 for a private one.
  const priv = await listen(answer(200), "127.0.0.2");
  const [healthy, hanging, trickling, failing] = await Promise.all([
    listen(answer(200, "thanks")),
    listen(hang),
    listen(trickle),
    listen(answer(500, "no database")),
  ]);
  const redirecting = await listen(answer(302, "", { location: `http://127.0.0.2:${priv.port}/inside?token=x` }));
  const closed = await listen();
  await closed.stop();
  const at = {
    down: await endpointAt(actor, `http://down.test:${closed.port}/`),
    hanging: await endpointAt(actor, `http://hanging.test:${hanging.port}/`),
    trickling: await endpointAt(actor, `http://trickling.test:${trickling.port}/`),
    failing: await endpointAt(actor, `http://failing.test:${failing.port}/`),
    redirecting: await endpointAt(actor, `http://redirecting.test:${redirecting.port}/`),
    resolving: await endpointAt(actor, `http://inside.test:${priv.port}/`),
    mixed: await endpointAt(actor, `http://mixed.test:${priv.port}/`),
    mapped: await endpointAt(actor, `http://mapped.test:${priv.port}/`),
    metadata: await endpointAt(actor, "http://metadata.test/latest/meta-data"),
    unknown: await endpointAt(actor, "http://unknown.test/"),
    healthy: await endpointAt(actor, `http://healthy.test:${healthy.port}/`),
  };
  const here = ["down", "hanging", "trickling", "failing", "redirecting", "healthy"];
  const deadline = new AbortController();
  const sending = testSending(
    {
      ...Object.fromEntries(here.map((name) => [`${name}.test`, "127.0.0.1"])),
      "inside.test": "127.0.0.2",
      "mixed.test": ["127.0.0.1", "127.0.0.2"],
      "mapped.test": "::ffff:127.0.0.2",
      "metadata.test": "169.254.169.254",
    },
    deadline.signal,
  );
  await createKey(actor, keyInput());
  const run = deliverDueWebhooks(sending);
  // All is settled but what hangs, while it hangs.
  await Promise.all([hanging.until(1), trickling.until(1)]);
  await vi.waitFor(
    async () => expect(await attemptsOf(Object.values(at).map(({ uuid }) => uuid))).toBe(Object.keys(at).length - 2),
    WHILE_BUSY,
  );
  // What happens meanwhile is told meanwhile.
  await createKey(actor, keyInput());
  await healthy.until(2);
  for (const name of ["hanging", "trickling"] as const) {
    expect(await outcomeOf(at[name].uuid)).toMatchObject({ state: "pending", trouble: undefined });
  }
  deadline.abort();
  await run;

  const log = Object.fromEntries(
    await Promise.all(Object.entries(at).map(async ([name, { uuid }]) => [name, await outcomeOf(uuid)] as const)),
  );
  const tried = { state: "pending", status: null, detail: null };
  expect(log).toEqual({
    down: { ...tried, trouble: "refused" },
    hanging: { ...tried, trouble: "timed_out" },
    trickling: { ...tried, status: 200, trouble: "timed_out" },
    failing: { ...tried, status: 500, trouble: "status" },
    // Where it points is told; the rest of that URL may be a secret.
    redirecting: { ...tried, status: 302, trouble: "redirect", detail: `http://127.0.0.2:${priv.port}` },
    resolving: { ...tried, trouble: "address_refused", detail: "127.0.0.2 is a loopback address" },
    mixed: { ...tried, trouble: "address_refused", detail: "127.0.0.2 is a loopback address" },
    mapped: { ...tried, trouble: "address_refused", detail: "::ffff:127.0.0.2 is a loopback address" },
    metadata: { ...tried, trouble: "address_refused", detail: "169.254.169.254 is a link-local address" },
    unknown: { ...tried, trouble: "name_not_found" },
    healthy: { state: "delivered", status: 200, trouble: null, detail: null },
  });
  expect((await webhookLog(at.healthy.uuid))[0]?.log[0]?.answer).toBe("thanks");
  expect((await webhookLog(at.failing.uuid))[0]?.log[0]?.answer).toBe("no database");
  expect(priv.connections()).toBe(0);
});

test("an endpoint that hangs holds four places of its own, and everybody else's backlog is done meanwhile", {
  timeout: PATIENCE_MS,
}, async () => {
  const actor = await makeActor();
  const [hanging, healthy] = await Promise.all([listen(hang), listen()]);
  const slow = await endpointAt(actor, `http://slow.test:${hanging.port}/`);
  const fine = await endpointAt(actor, `http://fine.test:${healthy.port}/`);
  // The slow one's come first.
  for (let i = 0; i < 6; i++) await sendTestEvent(actor, { endpointId: slow.id });
  for (let i = 0; i < 6; i++) await sendTestEvent(actor, { endpointId: fine.id });
  const deadline = new AbortController();
  const run = deliverDueWebhooks(testSending({ "slow.test": "127.0.0.1", "fine.test": "127.0.0.1" }, deadline.signal));
  await Promise.all([hanging.until(4), healthy.until(6)]);
  await vi.waitFor(async () => expect(await attemptsOf([fine.uuid])).toBe(6), WHILE_BUSY);
  expect(hanging.received).toHaveLength(4);
  hanging.answerWith(answer(204));
  deadline.abort();
  await run;
  expect(hanging.connections()).toBeLessThanOrEqual(6);
});

test("an answer is read to its first 8 KiB, and what is no HTTP is said to be none", async () => {
  const actor = await makeActor();
  const [long, broken] = await Promise.all([listen(answer(500, "x".repeat(3_000_000))), listen()]);
  broken.answerWith((response) => response.socket?.end("220 this is a mail server\r\n"));
  const at = await endpointAt(actor, `http://long.test:${long.port}/`);
  const mail = await endpointAt(actor, `http://mail.test:${broken.port}/`);
  await createKey(actor, keyInput());
  await deliverDueWebhooks(testSending({ "long.test": "127.0.0.1", "mail.test": "127.0.0.1" }));
  expect((await webhookLog(at.uuid))[0]?.log[0]?.answer).toHaveLength(8_192);
  expect(await outcomeOf(mail.uuid)).toMatchObject({ trouble: "unreadable" });
});
