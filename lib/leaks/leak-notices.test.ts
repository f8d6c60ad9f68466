import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { acknowledgeAlert } from "@/lib/alerts/acknowledge-alert";
import type { Actor } from "@/lib/auth/actor";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { listPressingNotices } from "@/lib/notifications/list-pressing-notices";
import { sendDueMails } from "@/lib/notifications/send-due-mails";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { standingClock, type TestClock } from "@/lib/testing/notices";
import { insertEndpoint, queued } from "@/lib/testing/webhooks";
import type { LeakResponse } from "./leak-response";
import { reportLeaks } from "./report-leaks";

let sink: MailSink;
let time: TestClock;
let owner: Actor;
beforeAll(async () => {
  sink = await startMailSink();
  Object.assign(process.env, { SMTP_URL: sink.url, MAIL_FROM: "keys@acme.example", NEXTAUTH_URL: "https://k.example" });
});
afterAll(() => sink.stop());
beforeEach(async () => {
  time = standingClock("2027-03-01T12:34:00Z");
  owner = await makeActor();
});
afterEach(() => time.restore());

const by = { kind: "system", id: null, name: "Somebody", ip: null, userAgent: null, requestId: "req_test" } as const;
async function leak(leakResponse: LeakResponse, creator = owner) {
  await prisma().deployment.update({ where: { id: 1 }, data: { leakResponse } });
  const made = await createKey(creator, keyInput({ label: "Billing worker" }));
  await reportLeaks([{ token: made.secret, source: "commit", url: "https://github.com/a/b?t=1" }], {
    ...{ reporter: { kind: "github" }, by },
  });
  return made.key;
}
const pressing = async () => (await listPressingNotices(owner)).map(({ facts }) => facts.kind);

test("it is told on every page until it is read or dealt with: the old secret's end does that, or seeing to the alert", async () => {
  const key = await leak("alert");
  expect(await pressing()).toEqual(["secret.leaked"]);
  await rotateKey(owner, { keyId: key.id, graceSeconds: 60 });
  expect(await pressing()).toEqual(["secret.leaked"]);
  time.now += 60_000;
  expect(await pressing()).toEqual([]);
  await leak("alert");
  expect(await pressing()).toEqual(["secret.leaked"]);
  const alert = await prisma().alert.findFirstOrThrow({
    where: { teamId: owner.teamId },
    orderBy: { openedAt: "desc" },
  });
  await acknowledgeAlert(owner, { alertId: showId("alert", alert.id) });
  expect(await pressing()).toEqual([]);
  // What was ended needs nobody.
  await leak("end_secret");
  expect(await pressing()).toEqual([]);
});

test("a mail that waits is not sent once the leak is dealt with; that something was ended is mailed all the same", async () => {
  const alerted = await leak("alert");
  await rotateKey(owner, { keyId: alerted.id, graceSeconds: 0 });
  await leak("revoke_key");
  time.now += 1_000;
  await sendDueMails({});
  const { email } = await prisma().user.findUniqueOrThrow({ where: { id: owner.userId } });
  const mails = sink.mails.filter(({ to }) => to === email);
  expect(mails.map(({ subject }) => subject)).toEqual(["“Billing worker” was revoked, since it leaked"]);
});

test("owners and the key's maker are told, other developers are not", async () => {
  const [maker, other] = [await makeActor("developer", owner), await makeActor("developer", owner)];
  await leak("alert", maker);
  const told = await prisma().noticeDelivery.findMany({ where: { teamId: owner.teamId, channel: "dashboard" } });
  expect(new Set(told.map(({ userId }) => userId))).toEqual(new Set([owner.userId, maker.userId]));
  expect(told.some(({ userId }) => userId === other.userId)).toBe(false);
});

test("webhooks have the leak with its place and what was done, and the end of the key beside it", async () => {
  await insertEndpoint(owner.teamId, { events: ["secret.leaked"] });
  const key = await leak("revoke_key");
  const [message, ...more] = await queued(owner.teamId);
  expect(more).toEqual([]);
  expect(message?.body).toMatchObject({
    type: "secret.leaked",
    data: {
      ...{ key: { id: key.id }, secret: { id: key.secrets[0]?.id, masked: key.masked }, response: "revoke_key" },
      ...{ reportedBy: "github", source: "commit", url: "https://github.com/a/b?t=****" },
    },
  });
});
