import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { createKey } from "@/lib/keys/create-key";
import { getKey } from "@/lib/keys/get-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { makePerson } from "@/lib/testing/operator";
import { policyInput, setProviderPolicy, setTeamPolicy } from "@/lib/testing/policies";
import { NO_POLICY, type Policy } from "./policy";
import { previewProviderPolicy, previewTeamPolicy } from "./preview-policy";

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

const preview = (given: Partial<Policy>) => previewTeamPolicy(owner, { ...NO_POLICY, ...given });

test("a policy is told what it would find before it is saved: old secrets, long lives, live keys without a list", async () => {
  const { key: old } = await createKey(owner, keyInput({ allowedIps: ["10.0.0.0/8"] }));
  await createKey(owner, keyInput({ environment: "test" }));
  const { key: gone } = await createKey(owner, keyInput());
  await revokeKey(owner, { keyId: gone.id });
  now += 100 * DAY;
  await createKey(owner, keyInput({ expiresAt: new Date(now + 10 * DAY) }));
  await createKey(await makeActor(), keyInput());
  expect(await preview({})).toEqual({ overdue: null, overdueEndsAt: null, pastLifetime: null, withoutAllowList: null });
  const asked = { rotateEveryDays: 90, maximumLifetimeDays: 30, liveAllowList: true };
  expect(await preview(asked)).toEqual({ overdue: 2, overdueEndsAt: null, pastLifetime: 2, withoutAllowList: 1 });
  const ending = { ...asked, overdueRotation: "end" as const };
  const said = await preview(ending);
  expect(said.overdueEndsAt).toBe(new Date(now + 30 * DAY).toISOString());
  await setTeamPolicy(owner, ending);
  expect((await getKey(owner, old.id)).rotateBy).toBe(said.overdueEndsAt);
  now += 10 * DAY;
  expect((await preview(ending)).overdueEndsAt, "what is saved already has no new notice").toBe(said.overdueEndsAt);
});

test("a team's preview counts the provider's stricter limits, and the provider's counts the keys of all teams", async () => {
  await setProviderPolicy({ rotateEveryDays: 10 });
  await createKey(owner, keyInput());
  const other = await makeActor();
  await createKey(other, keyInput());
  now += 11 * DAY;
  expect((await preview({ rotateEveryDays: 90 })).overdue).toBe(1);
  const operator = await makePerson({ isOperator: true });
  const all = await previewProviderPolicy(operator, policyInput({ rotateEveryDays: 5, overdueRotation: "end" }));
  expect(all.overdue).toBeGreaterThanOrEqual(2);
  expect(all.overdueEndsAt).toBe(new Date(now + 30 * DAY).toISOString());
});

test("a preview is for whoever could save it", async () => {
  const developer = await makeActor("developer", owner);
  await expect(previewTeamPolicy(developer, NO_POLICY)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = { ...(await makePerson({ isOperator: true })), isOperator: false };
  await expect(previewProviderPolicy(stranger, policyInput())).rejects.toMatchObject({ code: "forbidden" });
});
