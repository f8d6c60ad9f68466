import { afterEach, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId, readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { DAY, HOUR } from "@/lib/usage/step";
import type { NoticeFacts } from "./facts";
import { isPressing } from "./is-pressing";
import { listNewestNotices } from "./list-newest-notices";
import { listNotices } from "./list-notices";
import { listPressingNotices } from "./list-pressing-notices";
import type { LookedAtKey } from "./look";
import { markNoticesRead } from "./mark-notices-read";

const NOW = Date.parse("2026-11-20T12:00:00.000Z");
const at = (ms: number) => new Date(NOW + ms);
const iso = (ms: number) => at(ms).toISOString();
const key: LookedAtKey = {
  ...{ id: newId(), teamId: newId(), environment: "live" },
  ...{ expiresAt: null, rotateBy: null, rotationEnforced: false, disabledAt: null, revokedAt: null },
};
let restore = (): void => {};
afterEach(() => restore());

it("presses in the last day before a date, the day after an expiry, and as long as a rotation is overdue", () => {
  const pressing = (facts: NoticeFacts, dates: Partial<LookedAtKey>, now = NOW) =>
    isPressing(facts, { ...key, ...dates }, now);
  const expiring = { kind: "key.expiring", days: 1, deadline: iso(HOUR) } as const;
  expect(pressing(expiring, { expiresAt: at(HOUR) })).toBe(true);
  expect(pressing({ ...expiring, days: 7 }, { expiresAt: at(HOUR) })).toBe(false);
  expect(pressing(expiring, { expiresAt: at(HOUR) }, NOW + HOUR)).toBe(false);
  const expired = { kind: "key.expired", deadline: iso(0) } as const;
  expect(pressing(expired, { expiresAt: at(0) })).toBe(true);
  expect(pressing(expired, { expiresAt: at(0) }, NOW + DAY)).toBe(false);
  const due = { kind: "rotation.due", days: 1, deadline: iso(HOUR), enforced: false } as const;
  expect(pressing(due, { rotateBy: at(HOUR) })).toBe(true);
  expect(pressing(due, { rotateBy: at(HOUR) }, NOW + HOUR)).toBe(false);
  const overdue = { kind: "rotation.overdue", deadline: iso(0), enforced: true } as const;
  expect(pressing(overdue, { rotateBy: at(0) }, NOW + 90 * DAY)).toBe(true);
});

it("presses no more once somebody has dealt with it", () => {
  const expiring = { kind: "key.expiring", days: 1, deadline: iso(HOUR) } as const;
  const overdue = { kind: "rotation.overdue", deadline: iso(0), enforced: false } as const;
  const due = { ...key, expiresAt: at(HOUR), rotateBy: at(0) };
  expect(isPressing(expiring, { ...due, expiresAt: at(30 * DAY) }, NOW)).toBe(false);
  expect(isPressing(expiring, { ...due, revokedAt: at(0) }, NOW)).toBe(false);
  expect(isPressing(overdue, { ...due, rotateBy: at(90 * DAY) }, NOW)).toBe(false);
  expect(isPressing(overdue, { ...due, disabledAt: at(0) }, NOW)).toBe(false);
});

async function tell(actor: Actor, facts: NoticeFacts, keyId: string | null, ago = 0): Promise<string> {
  const id = newId();
  const { teamId, userId } = actor;
  const createdAt = at(-ago);
  await prisma().notice.create({
    data: {
      ...{ id, teamId, kind: facts.kind, facts, subject: id, createdAt, keyId: readId("key", keyId ?? "") },
      environment: keyId === null ? null : "live",
      deliveries: { create: { userId, teamId, channel: "dashboard", createdAt } },
    },
  });
  return showId("notice", id);
}

it("tells the acting person what presses until they have read it, and nobody else; the bell has the newest five", async () => {
  restore = setClock(() => NOW);
  const actor = await makeActor();
  const colleague = await makeActor("admin", actor);
  const { key } = await createKey(actor, keyInput({ expiresAt: at(5 * HOUR) }));
  const pressing = await tell(actor, { kind: "key.expiring", days: 1, deadline: iso(5 * HOUR) }, key.id, HOUR);
  await tell(actor, { kind: "key.expiring", days: 7, deadline: iso(5 * HOUR) }, key.id, 6 * DAY);
  const webhook = {
    endpointId: newId(),
    url: "https://hooks.example.com",
    disabledAt: iso(0),
    reason: "failing",
  } as const;
  for (let n = 0; n < 4; n++) await tell(actor, { kind: "webhook.disabled", ...webhook }, null, n);

  expect(await listPressingNotices(actor)).toMatchObject([{ id: pressing, key: { id: key.id, label: key.label } }]);
  expect(await listPressingNotices(colleague)).toEqual([]);
  const newest = await listNewestNotices(actor);
  expect(newest.live.map(({ facts }) => facts.kind)).toEqual([...Array(4).fill("webhook.disabled"), "key.expiring"]);
  expect(newest.test).toHaveLength(4);
  const { notices } = await listNotices(actor, { unread: true, limit: 25, environment: "live" });
  expect(notices.map(({ id }) => id)).toContain(pressing);
  // The inbox acts on the key in place, and so needs all of it.
  expect(notices.find(({ id }) => id === pressing)?.key).toMatchObject({
    createdBy: key.createdBy,
    scopes: key.scopes,
  });

  await markNoticesRead(actor, { noticeIds: [pressing] });
  expect(await listPressingNotices(actor)).toEqual([]);
  await expect(markNoticesRead(colleague, { noticeIds: [pressing] })).rejects.toThrow("No such notice");
});
