import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { inTransaction } from "@/lib/db/prisma";
import { newId, readId, showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import { makeActor } from "@/lib/testing/fixtures";
import { insertKey } from "@/lib/testing/insert-key";
import { standingClock, type TestClock } from "@/lib/testing/notices";
import { countUnreadNotices } from "./count-unread-notices";
import { editPreferences } from "./edit-preferences";
import { listNotices } from "./list-notices";
import { markNoticesRead } from "./mark-notices-read";
import { NOTICE_GROUPS } from "./notice-kind";
import { noticeTitle } from "./notice-words";
import { readPreferences } from "./read-preferences";
import { recordNotice } from "./record-notice";
import { listNoticesSchema } from "./schema";

let time: TestClock;
let owner: Actor;
beforeEach(async () => {
  time = standingClock("2027-03-01T12:00:00Z");
  owner = await makeActor();
});
afterEach(() => time.restore());

const DEADLINE = "2027-03-01T12:00:00.000Z";
const list = (actor: Actor, query = {}) => listNotices(actor, listNoticesSchema.parse(query));
const ids = async (actor: Actor, query = {}) => (await list(actor, query)).notices.map(({ id }) => id);

async function tell(
  actor: Actor,
  environment: Environment = "live",
  kind: "key.expired" | "rotation.overdue" = "key.expired",
) {
  time.now += 1_000;
  const { keyId } = await insertKey({ teamId: actor.teamId, environment });
  const facts = kind === "key.expired" ? { kind, deadline: DEADLINE } : { kind, deadline: DEADLINE, enforced: true };
  await inTransaction((tx) =>
    recordNotice(tx, [{ teamId: actor.teamId, key: { id: keyId, environment }, subject: keyId, facts }]),
  );
}
const tellTeam = (actor: Actor) =>
  inTransaction((tx) =>
    recordNotice(tx, [
      {
        ...{ teamId: actor.teamId, key: null, subject: "endpoint" },
        facts: {
          kind: "webhook.disabled",
          endpointId: showId("endpoint", newId()),
          url: "https://example.com/hook",
          disabledAt: DEADLINE,
          reason: "failing",
        },
      },
    ]),
  );

test("newest first, in pages that hold while notices come, each with its key as it is now", async () => {
  for (let i = 0; i < 5; i++) await tell(owner);
  const first = await list(owner, { limit: 2 });
  expect(first.notices).toHaveLength(2);
  await tell(owner);
  const second = await list(owner, { limit: 2, cursor: first.nextCursor ?? "" });
  const third = await list(owner, { limit: 2, cursor: second.nextCursor ?? "" });
  const all = [...first.notices, ...second.notices, ...third.notices];
  expect(new Set(all.map(({ id }) => id)).size).toBe(5);
  expect(all.map(({ createdAt }) => createdAt)).toEqual(
    all
      .map(({ createdAt }) => createdAt)
      .toSorted()
      .reverse(),
  );
  expect(third.nextCursor).toBeNull();
  expect(all[0]).toMatchObject({
    environment: "live",
    readAt: null,
    key: { label: "Payment service", status: "active" },
  });
  expect(noticeTitle({ facts: all[0]?.facts as never, keyLabel: "Payment service" }, time.now)).toBe(
    "“Payment service” has expired",
  );
});

test("by environment, group and what is unread; what belongs to neither environment is in both", async () => {
  await tell(owner, "live");
  await tell(owner, "test");
  await tell(owner, "live", "rotation.overdue");
  await tellTeam(owner);
  expect(await countUnreadNotices(owner)).toEqual({ live: 2, test: 1, team: 1 });
  expect(await ids(owner, { environment: "live" })).toHaveLength(3);
  expect(await ids(owner, { environment: "test" })).toHaveLength(2);
  expect(await ids(owner, { group: "rotation" })).toHaveLength(1);
  const [read] = await ids(owner, { group: "rotation" });
  await markNoticesRead(owner, { noticeIds: [read ?? ""] });
  expect(await ids(owner, { group: "rotation", unread: true })).toEqual([]);
  expect(await countUnreadNotices(owner)).toEqual({ live: 1, test: 1, team: 1 });
  await markNoticesRead(owner, { all: true, environment: "live" });
  expect(await countUnreadNotices(owner)).toEqual({ live: 0, test: 1, team: 0 });
  await markNoticesRead(owner, { all: true });
  expect(await countUnreadNotices(owner)).toEqual({ live: 0, test: 0, team: 0 });
});

test("what one member reads stays unread for the others, and keeps the moment of the first time", async () => {
  const admin = await makeActor("admin", owner);
  await tell(owner);
  const [id = ""] = await ids(owner);
  await markNoticesRead(owner, { noticeIds: [id] });
  const { readAt } = (await list(owner)).notices[0] ?? {};
  time.now += 60_000;
  await markNoticesRead(owner, { noticeIds: [id, id] });
  expect((await list(owner)).notices[0]?.readAt).toBe(readAt);
  expect((await countUnreadNotices(admin)).live).toBe(1);
});

test("a notice of another team, of somebody else or of nobody answers alike, as an id and as a cursor, and nothing is marked", async () => {
  const [stranger, developer] = [await makeActor(), await makeActor("developer", owner)];
  await tell(stranger);
  await tell(owner);
  const [theirs = ""] = await ids(stranger);
  const [own = ""] = await ids(owner);
  const bad = [
    theirs,
    showId("notice", newId()),
    "notice_",
    "' OR true --",
    showId("key", readId("notice", own) ?? ""),
  ];
  for (const asked of [...bad.map((id) => [own, id]), ...bad.map((id) => [id])]) {
    await expect(markNoticesRead(owner, { noticeIds: asked })).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(markNoticesRead(developer, { noticeIds: [own] })).rejects.toMatchObject({ code: "not_found" });
  for (const cursor of bad) await expect(list(owner, { cursor })).rejects.toMatchObject({ code: "invalid" });
  expect((await countUnreadNotices(owner)).live).toBe(1);
  expect((await countUnreadNotices(stranger)).live).toBe(1);
  expect(await ids(developer)).toEqual([]);
});

test("preferences are a person's own, of one team; what they did not choose stays as it is by their role", async () => {
  const [admin, viewer] = [await makeActor("admin", owner), await makeActor("viewer", owner)];
  const { preferences, hasConfirmedAddress } = await readPreferences(viewer);
  expect(hasConfirmedAddress).toBe(true);
  expect(preferences.map(({ group }) => group)).toEqual([...NOTICE_GROUPS]);
  expect(preferences[0]).toEqual({ group: "expiry", email: "daily", dashboard: true, keys: "own" });
  const chosen = { group: "expiry", email: "off", dashboard: false, keys: "own" } as const;
  expect((await editPreferences(admin, { preferences: [chosen] })).preferences[0]).toEqual(chosen);
  expect((await readPreferences(admin)).preferences[1]).toEqual({
    group: "rotation",
    email: "daily",
    dashboard: true,
    keys: "all",
  });
  expect((await readPreferences(owner)).preferences[0]).toEqual({
    group: "expiry",
    email: "daily",
    dashboard: true,
    keys: "all",
  });
});
