import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { actOnKeys } from "@/lib/key-review/act-on-keys";
import { reviewKeys } from "@/lib/key-review/review-keys";
import { reviewKeysSchema } from "@/lib/key-review/schema";
import { createKey } from "@/lib/keys/create-key";
import { editKey } from "@/lib/keys/edit-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { createKeySchema } from "@/lib/keys/schema";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { makePerson } from "@/lib/testing/operator";
import { policyInput, setProviderPolicy, setTeamPolicy } from "@/lib/testing/policies";
import { editProviderPolicy } from "./edit-provider-policy";
import { NO_POLICY } from "./policy";
import { readPolicy } from "./read-policy";

const DAY = 86_400_000;
let owner: Actor;
let now = 0;
let restore: () => void;
beforeEach(async () => {
  now = Date.now();
  restore = setClock(() => now);
  await setProviderPolicy();
  owner = await makeActor();
});
afterEach(() => restore());
afterAll(() => setProviderPolicy());

const inDays = (count: number): Date => new Date(now + count * DAY);
const events = (teamId: string) =>
  prisma().auditEvent.findMany({ where: { teamId, action: "policy.edit" }, orderBy: { seq: "asc" } });

test("an expiry past the maximum lifetime is refused in the name of whoever set it, on create and on edit", async () => {
  const { key } = await createKey(owner, keyInput());
  await setProviderPolicy({ maximumLifetimeDays: 90 });
  await expect(createKey(owner, keyInput())).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringMatching(/^The provider lets keys live at most 90 days\. Choose an expiry up to \d{4}-/),
  });
  await setTeamPolicy(owner, { maximumLifetimeDays: 30 });
  await expect(createKey(owner, keyInput({ expiresAt: inDays(31) }))).rejects.toThrow(/^Your team lets .* 30 days/);
  await expect(editKey(owner, { keyId: key.id, expiresAt: inDays(31) })).rejects.toThrow(/^Your team/);
  await editKey(owner, { keyId: key.id, label: "Older than the policy, and left in peace" });
  expect((await createKey(owner, keyInput({ expiresAt: inDays(30) }))).key.expiresAt).toBe(inDays(30).toISOString());
});

test("a key created without a word about expiry gets the default one, and never when it is asked for", async () => {
  const bare = () => createKey(owner, createKeySchema.parse({ label: "Bare", environment: "test", scopes: ["read"] }));
  expect((await bare()).key.expiresAt).toBeNull();
  await setTeamPolicy(owner, { defaultExpiryDays: 60 });
  expect((await bare()).key.expiresAt).toBe(inDays(60).toISOString());
  expect((await createKey(owner, keyInput({ expiresAt: null }))).key.expiresAt).toBeNull();
  await setProviderPolicy({ maximumLifetimeDays: 10 });
  expect((await bare()).key.expiresAt).toBe(inDays(10).toISOString());
});

test("a rotation's grace is at most what the policy allows; without one asked for, a day or what is allowed", async () => {
  const { key } = await createKey(owner, keyInput());
  const endOf = async (graceSeconds?: number) => {
    now += 1_000;
    return (await rotateKey(owner, { keyId: key.id, graceSeconds })).key.secrets[1]?.endsAt;
  };
  expect(await endOf()).toBe(inDays(1).toISOString());
  await setTeamPolicy(owner, { longestGraceSeconds: 3_600 });
  await expect(endOf(3_601)).rejects.toMatchObject({
    message: "Your team allows a grace of at most 1 hour. Choose at most 3600 seconds.",
    fieldErrors: { graceSeconds: expect.any(String) },
  });
  expect(await endOf()).toBe(new Date(now + 3_600_000).toISOString());
  await setProviderPolicy({ longestGraceSeconds: 0 });
  await expect(endOf(1)).rejects.toThrow(/^The provider allows no grace/);
  expect(await endOf()).toBe(new Date(now).toISOString());
});

test("where live keys need an allow list none is made without or loses it; older ones go on, and the review finds them", async () => {
  const { key: old } = await createKey(owner, keyInput({ label: "old" }));
  await setTeamPolicy(owner, { liveAllowList: true });
  await expect(createKey(owner, keyInput())).rejects.toMatchObject({
    fieldErrors: {
      allowedIps: "Your team asks for an IP allow list on every live key. Name at least one address or range.",
    },
  });
  expect((await createKey(owner, keyInput({ environment: "test" }))).key.allowedIps).toEqual([]);
  const { key } = await createKey(owner, keyInput({ allowedIps: ["10.0.0.0/8"] }));
  await expect(editKey(owner, { keyId: key.id, allowedIps: [] })).rejects.toMatchObject({ code: "invalid" });
  const edited = await editKey(owner, { keyId: old.id, allowedIps: [], label: "renamed" });
  expect([edited.label, edited.status]).toEqual(["renamed", "active"]);
  const { rows } = await reviewKeys(owner, reviewKeysSchema.parse({ environment: "live", finding: "no-allow-list" }));
  expect(rows.map((row) => row.key.id)).toEqual([old.id]);
});

test("a key that its overdue rotation has ended stands in the review, and a bulk expiry keeps to the policy", async () => {
  const { key } = await createKey(owner, keyInput());
  await setTeamPolicy(owner, { rotateEveryDays: 45, overdueRotation: "end", maximumLifetimeDays: 100 });
  now += 50 * DAY;
  const { rows } = await reviewKeys(owner, reviewKeysSchema.parse({ environment: "live", finding: "old-secret" }));
  expect(rows[0]).toMatchObject({ key: { id: key.id, status: "expired" }, findings: [{ act: "rotate" }, {}, {}] });
  expect(rows[0]?.findings[0]?.reason).toMatch(/every 45 days\. It is refused until it is rotated\.$/);
  await actOnKeys(owner, { act: "set-expiry", keyIds: [key.id] });
  expect((await readPolicy(owner)).inForce.maximumLifetimeDays).toBe(100);
  const stored = await prisma().key.findFirstOrThrow({ where: { teamId: owner.teamId } });
  expect(stored.expiresAt).toEqual(new Date(stored.createdAt.getTime() + 100 * DAY));
});

test("a team cannot ask for less than the provider, and what the provider has overtaken may stay and has no effect", async () => {
  await setTeamPolicy(owner, { maximumLifetimeDays: 100 });
  await setProviderPolicy({
    maximumLifetimeDays: 90,
    rotateEveryDays: 90,
    overdueRotation: "end",
    longestGraceSeconds: 60,
  });
  await setTeamPolicy(owner, { maximumLifetimeDays: 100, rotateEveryDays: 30 });
  const { inForce } = await readPolicy(owner);
  expect(inForce).toMatchObject({ maximumLifetimeDays: 90, rotateEveryDays: 30, overdueRotation: "end" });
  expect(inForce.setBy).toMatchObject({ maximumLifetimeDays: "provider", rotateEveryDays: "team" });
  const looser = { rotateEveryDays: 91, longestGraceSeconds: 61, overdueRotation: "warn" as const };
  await expect(setTeamPolicy(owner, looser)).rejects.toMatchObject({
    code: "invalid",
    fieldErrors: {
      rotateEveryDays: expect.stringMatching(/every 90 days/),
      longestGraceSeconds: expect.stringMatching(/at most 1 minute/),
      overdueRotation: expect.any(String),
    },
  });
});

test("owners and admins change a team's policy, everybody in it reads it, and the provider's is the operator's alone", async () => {
  for (const role of ["owner", "admin", "developer", "viewer"] as const) {
    const actor = await makeActor(role, owner);
    const change = setTeamPolicy(actor, { maximumLifetimeDays: role === "owner" ? 50 : 60 });
    if (role === "owner" || role === "admin") await change;
    else await expect(change).rejects.toMatchObject({ code: "forbidden" });
    expect((await readPolicy(actor)).team.maximumLifetimeDays).toBe(role === "owner" ? 50 : 60);
  }
  const stranger = { ...(await makePerson({ isOperator: true })), isOperator: false };
  await expect(editProviderPolicy(stranger, policyInput())).rejects.toMatchObject({ code: "forbidden" });
  expect((await readPolicy(await makeActor())).team).toEqual(NO_POLICY);
});

test("the trail tells what of a policy changed, before and after, and nothing of a change that changes nothing", async () => {
  await setTeamPolicy(owner, { rotateEveryDays: 90 });
  await setTeamPolicy(owner, { rotateEveryDays: 90 });
  await setTeamPolicy(owner, { rotateEveryDays: 60, overdueRotation: "end" });
  expect((await events(owner.teamId)).map(({ before, after, targetKind }) => [targetKind, before, after])).toEqual([
    ["team", { rotateEveryDays: null }, { rotateEveryDays: 90 }],
    ["team", { rotateEveryDays: 90, overdueRotation: null }, { rotateEveryDays: 60, overdueRotation: "end" }],
  ]);
});
