import { afterEach, beforeEach, expect, test } from "vitest";
import { muteAlerts } from "@/lib/alerts/mute-alerts";
import { recordFinding } from "@/lib/alerts/record-finding";
import { unmuteAlerts } from "@/lib/alerts/unmute-alerts";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";
import { readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { enableKey } from "@/lib/keys/enable-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { removeMember } from "@/lib/teams/remove-member";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { setRotateBy, standingClock, type TestClock, toldTo } from "@/lib/testing/notices";
import { DAY, HOUR, MINUTE } from "@/lib/usage/step";
import { countUnreadNotices } from "./count-unread-notices";
import { editPreferences } from "./edit-preferences";
import { listNotices } from "./list-notices";
import { planNotices } from "./plan-notices";
import { listNoticesSchema } from "./schema";

// Over 250 lines since each date that is told has the same course to be held to: once, in time, to whom, and not after
// it was moved.

let time: TestClock;
let owner: Actor;
beforeEach(async () => {
  time = standingClock("2027-03-01T12:00:00Z");
  owner = await makeActor();
});
afterEach(() => time.restore());

const inDays = (days: number): Date => new Date(time.now + days * DAY);
const uuid = (key: { id: string }): string => readId("key", key.id) ?? "";
const inbox = async (actor: Actor, query = {}) =>
  (await listNotices(actor, listNoticesSchema.parse(query))).notices.map(({ facts }) => facts.kind);

async function newKey(actor: Actor, expiresAt: Date | null) {
  const { key } = await createKey(actor, keyInput({ label: "Billing worker", expiresAt }));
  return key;
}

/** Looks twice a day, as far as that many days from now. */
async function letPass(days: number): Promise<void> {
  for (const end = time.now + days * DAY; time.now < end; time.now += DAY / 2) await planNotices();
}

test("30, 7 and 1 day before its expiry and at it, each once, however often somebody looks", async () => {
  const end = inDays(40);
  await newKey(owner, end);
  await letPass(45);
  expect(await toldTo(owner)).toEqual(["key.expiring 30", "key.expiring 7", "key.expiring 1", "key.expired"]);
  const { rows } = await pool().query("SELECT created_at FROM notices WHERE team_id = $1 ORDER BY created_at", [
    owner.teamId,
  ]);
  expect(rows.map(({ created_at }) => (end.getTime() - created_at.getTime()) / DAY)).toEqual([30, 7, 1, 0]);
});

test("a key made with five days of life tells its last day and its end, and nothing that had passed already", async () => {
  await newKey(owner, inDays(5));
  await letPass(6);
  expect(await toldTo(owner)).toEqual(["key.expiring 1", "key.expired"]);
});

test("when the clock jumps by 40 days, the nearest mark is told, once", async () => {
  await newKey(owner, inDays(44));
  await newKey(owner, inDays(20));
  await planNotices();
  time.now += 40 * DAY;
  await planNotices();
  await planNotices();
  expect((await toldTo(owner)).sort()).toEqual(["key.expired", "key.expiring 7"]);
});

test("a later expiry starts its marks anew; a mark that had passed when it was set is not told", async () => {
  const key = await newKey(owner, inDays(31));
  await letPass(2);
  await editKey(owner, { keyId: key.id, expiresAt: inDays(5) });
  await letPass(1);
  await editKey(owner, { keyId: key.id, expiresAt: inDays(31) });
  await letPass(32);
  const anew = ["key.expiring 30", "key.expiring 7", "key.expiring 1", "key.expired"];
  expect(await toldTo(owner)).toEqual(["key.expiring 30", ...anew]);
});

test("a revoked key tells nothing more; a disabled one still tells its expiry", async () => {
  const revoked = await newKey(owner, inDays(31));
  const disabled = await newKey(owner, inDays(6));
  await disableKey(owner, { keyId: disabled.id });
  await revokeKey(owner, { keyId: revoked.id });
  await letPass(35);
  expect(await toldTo(owner)).toEqual(["key.expiring 1", "key.expired"]);
});

test("a rotation is told 30, 7 and 1 day before and once overdue; rotating the key sets it back", async () => {
  const key = await newKey(owner, null);
  await setRotateBy(uuid(key), inDays(90), true);
  await letPass(60 + 1);
  await rotateKey(owner, { keyId: key.id, graceSeconds: 0 });
  await setRotateBy(uuid(key), inDays(90), true);
  await letPass(91);
  const all = ["rotation.due 30", "rotation.due 7", "rotation.due 1", "rotation.overdue"];
  expect(await toldTo(owner)).toEqual(["rotation.due 30", ...all]);
});

test("a policy that is new tells the nearest mark at once; one shorter than a mark never tells that mark", async () => {
  const old = await newKey(owner, null);
  time.now += 85 * DAY;
  await setRotateBy(uuid(old), inDays(5));
  await planNotices();
  expect(await toldTo(owner)).toEqual(["rotation.due 7"]);
  const other = await makeActor();
  const fresh = await newKey(other, null);
  await setRotateBy(uuid(fresh), inDays(3));
  await letPass(4);
  expect(await toldTo(other)).toEqual(["rotation.due 1", "rotation.overdue"]);
});

test("a disabled key asks nobody to rotate it, until it is enabled again", async () => {
  const key = await newKey(owner, null);
  await setRotateBy(uuid(key), inDays(31));
  await disableKey(owner, { keyId: key.id });
  await letPass(25);
  expect(await toldTo(owner)).toEqual([]);
  await enableKey(owner, { keyId: key.id });
  await planNotices();
  expect(await toldTo(owner)).toEqual(["rotation.due 7"]);
});

const usedOldSecret = (publicId: string) =>
  pool().query(
    "INSERT INTO secret_last_uses (public_id, at) VALUES ($1, $2) ON CONFLICT (public_id) DO UPDATE SET at = $2",
    [publicId, new Date(time.now)],
  );

test("half and nine tenths of a grace are told while the old secret is in use, and not once its callers have moved", async () => {
  for (const [usedFor, told] of [
    [24, ["grace.half_over", "grace.nearly_over"]],
    [13, ["grace.half_over"]],
    [1, []],
  ] as const) {
    const team = await makeActor();
    const key = await newKey(team, null);
    await rotateKey(team, { keyId: key.id, graceSeconds: 86_400 });
    for (let hour = 0; hour < 25; hour++, time.now += HOUR) {
      if (hour < usedFor) await usedOldSecret(key.secrets[0]?.id ?? "");
      await planNotices();
    }
    expect(await toldTo(team)).toEqual(told);
  }
});

test("an extended grace tells what lies ahead of what was told, and nothing at once", async () => {
  const key = await newKey(owner, null);
  const old = key.secrets[0]?.id ?? "";
  await rotateKey(owner, { keyId: key.id, graceSeconds: 86_400 });
  for (let hour = 0; hour < 30; hour++, time.now += HOUR) {
    await usedOldSecret(old);
    if (hour === 23)
      await pool().query("UPDATE secrets SET ends_at = ends_at + interval '6 hours' WHERE public_id = $1", [old]);
    await planNotices();
  }
  expect(await toldTo(owner)).toEqual(["grace.half_over", "grace.nearly_over", "grace.nearly_over"]);
});

const openAlert = (keyId: string, teamId: string) =>
  recordFinding(
    { keyId, teamId, environment: "live" },
    {
      from: time.now - HOUR,
      to: time.now,
      excess: 2,
      evidence: { kind: "new_country", country: "BR", requests: 3, refused: 0, known: ["DE"], threshold: 1 },
    },
  );

test("an alert is told once; one that is muted is not, and is when its mute ends while it goes on", async () => {
  const [loud, quiet] = [await newKey(owner, null), await newKey(owner, null)];
  await openAlert(uuid(loud), owner.teamId);
  await planNotices();
  await openAlert(uuid(loud), owner.teamId);
  await planNotices();
  expect(await toldTo(owner)).toEqual(["alert.opened"]);
  await muteAlerts(owner, { keyId: quiet.id, kind: "new_country", days: 7 });
  await openAlert(uuid(quiet), owner.teamId);
  await planNotices();
  expect(await toldTo(owner)).toHaveLength(1);
  await unmuteAlerts(owner, { keyId: quiet.id, kind: "new_country" });
  await planNotices();
  expect(await toldTo(owner)).toHaveLength(2);
});

test("owners, admins and the key's creator are told; nobody else of the team, and nobody of another", async () => {
  const as = (role: Role) => makeActor(role, owner);
  const [admin, creator, developer, viewer] = [
    await as("admin"),
    await as("developer"),
    await as("developer"),
    await as("viewer"),
  ];
  const stranger = await makeActor();
  await newKey(creator, inDays(5));
  await letPass(5);
  for (const [actor, kinds] of [
    [owner, ["key.expiring"]],
    [admin, ["key.expiring"]],
    [creator, ["key.expiring"]],
    [developer, []],
    [viewer, []],
    [stranger, []],
  ] as const) {
    expect(await inbox(actor)).toEqual(kinds);
  }
});

test("a viewer who chose it is told of all keys; an owner who chose it, of their own alone, or of nothing", async () => {
  const [viewer, other] = [await makeActor("viewer", owner), await makeActor("owner", owner)];
  const choose = (actor: Actor, keys: "all" | "own", dashboard = true) =>
    editPreferences(actor, { preferences: [{ group: "expiry", email: "off", dashboard, keys }] });
  await choose(viewer, "all");
  await choose(other, "own");
  const silent = await makeActor("owner", owner);
  await choose(silent, "all", false);
  await newKey(owner, inDays(5));
  await newKey(other, inDays(5));
  await letPass(5);
  expect(await Promise.all([owner, viewer, other, silent].map(async (actor) => (await inbox(actor)).length))).toEqual([
    2, 2, 1, 0,
  ]);
});

test("a creator who has become a viewer, or has gone, is not told any more; with the membership goes the inbox", async () => {
  const [lowered, gone] = [await makeActor("developer", owner), await makeActor("developer", owner)];
  await newKey(lowered, inDays(5));
  await newKey(gone, inDays(5));
  await letPass(4.5);
  expect((await countUnreadNotices(gone)).live).toBe(1);
  await pool().query("UPDATE memberships SET role = 'viewer' WHERE user_id = $1", [lowered.userId]);
  await removeMember({ ...owner, authenticatedAt: new Date(time.now) }, { userId: showId("user", gone.userId) });
  expect(await countUnreadNotices(gone)).toEqual({ live: 0, test: 0, team: 0 });
  await letPass(1);
  expect(await inbox(lowered)).toEqual(["key.expiring"]);
  expect(await inbox(gone)).toEqual([]);
  expect(await inbox(owner)).toEqual(["key.expired", "key.expired", "key.expiring", "key.expiring"]);
});

test("many workers at once make each notice once", async () => {
  await Promise.all(Array.from({ length: 30 }, () => newKey(owner, inDays(31))));
  time.now += DAY + MINUTE;
  const made = await Promise.all(Array.from({ length: 6 }, planNotices));
  expect(made.reduce((sum, n) => sum + n)).toBe(30);
  expect(await inbox(owner, { limit: 200 })).toHaveLength(30);
});

test("keys changed, rotated and revoked, and members removed, while it plans: nobody waits for anybody in a circle", async () => {
  const members = await Promise.all(Array.from({ length: 6 }, () => makeActor("admin", owner)));
  const keys = await Promise.all(Array.from({ length: 24 }, () => newKey(owner, inDays(31))));
  time.now += DAY + MINUTE;
  const fresh = { ...owner, authenticatedAt: new Date(time.now) };
  const done = await Promise.allSettled([
    ...Array.from({ length: 4 }, planNotices),
    ...keys.slice(0, 8).map(({ id }) => editKey(fresh, { keyId: id, expiresAt: inDays(60) })),
    ...keys.slice(8, 16).map(({ id }) => revokeKey(fresh, { keyId: id })),
    ...members.map(({ userId }) => removeMember(fresh, { userId: showId("user", userId) })),
    ...Array.from({ length: 4 }, planNotices),
  ]);
  expect(done.filter(({ status }) => status === "rejected")).toEqual([]);
  await planNotices();
  expect(await toldTo(owner)).toEqual(expect.arrayContaining(Array.from({ length: 8 }, () => "key.expiring 30")));
});
