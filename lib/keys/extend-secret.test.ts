import { afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { createKey } from "./create-key";
import { endSecret } from "./end-secret";
import { extendSecret } from "./extend-secret";
import { getKey } from "./get-key";
import { movedGraceEnd } from "./policy";
import { revokeKey } from "./revoke-key";
import { rotateKey } from "./rotate-key";
import { extendSecretSchema } from "./schema";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let owner: Actor;
let restore: (() => void) | undefined;
beforeAll(async () => {
  owner = await makeActor();
});
afterEach(() => restore?.());
const at = (ms: number): void => {
  restore?.();
  restore = setClock(() => ms);
};

/** A key rotated at `now` with a day of grace: its id, the replaced secret's and the current one's. */
async function rotating(expiresAt: Date | null = null) {
  const { key } = await createKey(owner, keyInput({ expiresAt }));
  const { key: rotated } = await rotateKey(owner, { keyId: key.id, graceSeconds: 86_400 });
  const [current, old] = rotated.secrets;
  if (!current || !old) throw new Error("A rotated key has two secrets.");
  return { keyId: key.id, secretId: old.id, currentId: current.id, rotatedAt: Date.parse(current.createdAt) };
}
const endOf = async ({ keyId, secretId }: { keyId: string; secretId: string }): Promise<string | null> =>
  (await getKey(owner, keyId)).secrets.find(({ id }) => id === secretId)?.endsAt ?? null;
const extensions = (keyId: string) =>
  prisma().auditEvent.findMany({ where: { targetId: readId("key", keyId) ?? "", action: "secret.extend" } });

test("the end moves later and earlier, by seconds from now or to a moment, and the trail says from where to where", async () => {
  const key = await rotating();
  const { keyId, secretId, rotatedAt } = key;
  at(rotatedAt + HOUR);
  await extendSecret(owner, { keyId, secretId, graceSeconds: 3 * 86_400 });
  expect(await endOf(key)).toBe(new Date(rotatedAt + HOUR + 3 * DAY).toISOString());
  const endsAt = new Date(rotatedAt + 2 * HOUR);
  await extendSecret(owner, { keyId, secretId, endsAt });
  expect(await endOf(key)).toBe(endsAt.toISOString());
  await extendSecret(owner, { keyId, secretId, endsAt });
  const events = await extensions(keyId);
  expect(events.map(({ before, after }) => [before, after])).toEqual([
    [
      { secret: secretId, endsAt: new Date(rotatedAt + DAY).toISOString() },
      { secret: secretId, endsAt: new Date(rotatedAt + HOUR + 3 * DAY).toISOString() },
    ],
    [
      { secret: secretId, endsAt: new Date(rotatedAt + HOUR + 3 * DAY).toISOString() },
      { secret: secretId, endsAt: endsAt.toISOString() },
    ],
  ]);
});

test("never into the past, never more than 30 days after the rotation, never after the key", async () => {
  const key = await rotating();
  const { keyId, secretId, rotatedAt } = key;
  const moveTo = (ms: number) => extendSecret(owner, { keyId, secretId, endsAt: new Date(ms) });
  at(rotatedAt + HOUR);
  await expect(moveTo(rotatedAt + HOUR)).rejects.toMatchObject({
    code: "invalid",
    fieldErrors: { endsAt: "That end lies in the past. Choose a later one, or end the secret now." },
  });
  await moveTo(rotatedAt + 30 * DAY);
  await expect(moveTo(rotatedAt + 30 * DAY + 1)).rejects.toThrow(/at most 30 days after its rotation/);
  await expect(extendSecret(owner, { keyId, secretId, graceSeconds: 30 * 86_400 })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await endOf(key)).toBe(new Date(rotatedAt + 30 * DAY).toISOString());
  restore?.();
  const expiresAt = new Date(Date.now() + 3 * DAY);
  const expiring = await rotating(expiresAt);
  await extendSecret(owner, { ...pick(expiring), graceSeconds: 7 * 86_400 });
  expect(await endOf(expiring)).toBe(expiresAt.toISOString());
});

const pick = ({ keyId, secretId }: { keyId: string; secretId: string }) => ({ keyId, secretId });

test("a maximum grace that a policy sets is kept to, in its own words", () => {
  const facts = { now: new Date(HOUR), rotatedAt: new Date(0), keyExpiresAt: null, maximumGraceSeconds: 90 * 60 };
  expect(movedGraceEnd(new Date(1.5 * HOUR), facts)).toEqual(new Date(1.5 * HOUR));
  expect(() => movedGraceEnd(new Date(1.5 * HOUR + 1), facts)).toThrow(/at most 90 minutes after its rotation/);
});

test("an ended secret never comes back, and the current one has no end to move", async () => {
  const { keyId, secretId, currentId } = await rotating();
  await expect(extendSecret(owner, { keyId, secretId: currentId, graceSeconds: 60 })).rejects.toMatchObject({
    code: "conflict",
  });
  await endSecret(owner, { keyId, secretId });
  await expect(extendSecret(owner, { keyId, secretId, graceSeconds: 60 })).rejects.toMatchObject({ code: "conflict" });
  const timedOut = await rotating();
  at(timedOut.rotatedAt + DAY);
  await expect(extendSecret(owner, { ...pick(timedOut), graceSeconds: 60 })).rejects.toThrow(/never returns/);
  restore?.();
  const revoked = await rotating();
  await revokeKey(owner, { keyId: revoked.keyId });
  await expect(extendSecret(owner, { ...pick(revoked), graceSeconds: 60 })).rejects.toMatchObject({ code: "conflict" });
});

test("a foreign key, an unknown secret and another key's secret answer alike; a viewer may not", async () => {
  const [mine, other] = [await rotating(), await rotating()];
  const stranger = await makeActor();
  await expect(extendSecret(stranger, { ...pick(mine), graceSeconds: 60 })).rejects.toThrow(/No such key/);
  for (const secretId of [other.secretId, "aaaaaaaaaaaa", ""]) {
    await expect(extendSecret(owner, { keyId: mine.keyId, secretId, graceSeconds: 60 })).rejects.toThrow(
      /No such secret/,
    );
  }
  const viewer = await makeActor("viewer", owner);
  await expect(extendSecret(viewer, { ...pick(mine), graceSeconds: 60 })).rejects.toMatchObject({ code: "forbidden" });
  expect(await extensions(mine.keyId)).toEqual([]);
});

test("of extending and ending at once, the end stands: no order of the two leaves the secret accepted", async () => {
  for (let round = 0; round < 8; round++) {
    const key = await rotating();
    const extend = () => extendSecret(owner, { ...pick(key), graceSeconds: 7 * 86_400 }).catch(({ code }) => code);
    const end = () => endSecret(owner, pick(key));
    await Promise.all(round % 2 === 0 ? [extend(), end(), extend()] : [end(), extend(), extend()]);
    expect(Date.parse((await endOf(key)) ?? "")).toBeLessThanOrEqual(Date.now());
  }
});

test("rotations at the same time move no end but their own: what was extended stays extended", async () => {
  const key = await rotating();
  await Promise.all([
    ...Array.from({ length: 6 }, () => rotateKey(owner, { keyId: key.keyId, graceSeconds: 3_600 })),
    extendSecret(owner, { ...pick(key), graceSeconds: 7 * 86_400 }),
  ]);
  const { secrets } = await getKey(owner, key.keyId);
  expect(secrets.filter(({ endsAt }) => endsAt === null)).toHaveLength(1);
  const days = (Date.parse((await endOf(key)) ?? "") - key.rotatedAt) / DAY;
  expect(days).toBeGreaterThan(6.9);
});

test("the end is said once: by seconds or by a moment, not by both and not by neither", () => {
  const parse = (more: object) => extendSecretSchema.safeParse({ keyId: "k", secretId: "s", ...more }).success;
  expect([parse({}), parse({ graceSeconds: 60, endsAt: "2027-01-01T00:00:00Z" })]).toEqual([false, false]);
  expect([parse({ graceSeconds: 60 }), parse({ endsAt: "2027-01-01T00:00:00Z" })]).toEqual([true, true]);
  expect([parse({ graceSeconds: 0 }), parse({ graceSeconds: 30 * 86_400 + 1 })]).toEqual([false, false]);
});
