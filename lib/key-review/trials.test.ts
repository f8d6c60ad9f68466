import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { newId, readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import type { KeyView } from "@/lib/keys/view";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { flushSegment, verification } from "@/lib/testing/usage";
import type { VerificationRecord } from "@/lib/usage/record";
import { verificationLine } from "@/lib/usage/spool/spool-line";
import { tryAllowListSchema, tryLimitSchema } from "./schema";
import { tryAllowList } from "./try-allow-list";
import { tryLimit } from "./try-limit";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// In the middle of a minute, so that no call of these tests falls into another one.
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE + 30_000;
let owner: Actor;
let restore: () => void;
beforeAll(async () => {
  owner = await makeActor();
});
beforeEach(() => {
  restore = setClock(() => NOW);
});
afterEach(() => restore());

async function called(calls: (Partial<VerificationRecord> & { at: number; times?: number })[]): Promise<KeyView> {
  const { key } = await createKey(owner, keyInput());
  const caller = {
    keyId: readId("key", key.id) ?? "",
    secretId: key.secrets[0]?.id ?? "",
    teamId: owner.teamId,
    environment: key.environment,
  };
  const lines = calls.flatMap(({ at, times = 1, ...more }) =>
    Array.from({ length: times }, () => verificationLine(verification(caller, at, more))),
  );
  await flushSegment(newId(), Buffer.from(lines.join("")));
  return key;
}

test("a limit is tried on what reached the limiter in the last 7 days, minute by minute", async () => {
  const busy = NOW - 3 * HOUR;
  const key = await called([
    { at: busy, times: 90 },
    { at: busy, times: 10, code: "RATE_LIMITED" },
    { at: busy, times: 50, code: "IP_FORBIDDEN" },
    { at: NOW - 6 * DAY, times: 20 },
    { at: NOW - 7 * DAY - 2 * HOUR, times: 999 },
  ]);
  const trial = await tryLimit(owner, { keyId: key.id, rateLimit: { limit: 60, windowSeconds: 60 } });
  expect(trial).toMatchObject({
    days: 7,
    calls: 120,
    refused: { least: 40, likely: 40, most: 40 },
    minutes: 1,
    worst: { at: new Date(Math.floor(busy / MINUTE) * MINUTE).toISOString(), refused: 40 },
    enough: { likely: 100, certain: 100 },
  });
  expect(Math.max(...trial.peaks.map(({ calls }) => calls))).toBe(100);
  expect(trial.peaks.length).toBeGreaterThanOrEqual(168);
  expect(trial.peaks.length).toBeLessThanOrEqual(169);
});

test("a list is tried on who was let in during the last 7 days", async () => {
  const key = await called([
    { at: NOW - HOUR, ip: "203.0.113.7", userAgent: "a", times: 3 },
    { at: NOW - DAY, ip: "203.0.113.7", userAgent: "b", times: 2 },
    { at: NOW - DAY, ip: "10.1.2.3", times: 4 },
    { at: NOW - DAY, ip: "198.51.100.1", times: 5, code: "IP_FORBIDDEN" },
    { at: NOW - DAY, times: 1 },
    { at: NOW - 9 * DAY, ip: "192.0.2.1", times: 7 },
  ]);
  const trial = await tryAllowList(owner, { keyId: key.id, allowedIps: ["10.0.0.0/8"] });
  expect(trial).toMatchObject({ requests: 10, refused: 6, withoutAddress: 1, notKeptApart: 0, moreAddresses: 0 });
  expect(trial.addresses.map(({ ip, requests }) => [ip, requests])).toEqual([["203.0.113.7", 5]]);
});

test("a viewer may try, a stranger hears of an unknown key, and what no key may have is refused", async () => {
  const key = await called([]);
  const limit = { keyId: key.id, rateLimit: { limit: 1, windowSeconds: 60 } };
  expect(await tryLimit(await makeActor("viewer", owner), limit)).toMatchObject({ calls: 0, worst: null });
  const stranger = await makeActor();
  await expect(tryLimit(stranger, limit)).rejects.toMatchObject({ code: "not_found" });
  await expect(tryAllowList(stranger, { keyId: key.id, allowedIps: [] })).rejects.toMatchObject({ code: "not_found" });
  for (const rateLimit of [{ limit: 0 }, { limit: Number.NaN }, { limit: 1, windowSeconds: 0 }, undefined])
    expect(tryLimitSchema.safeParse({ keyId: key.id, rateLimit }).success).toBe(false);
  for (const allowedIps of [["nonsense"], Array(101).fill("10.0.0.1"), undefined])
    expect(tryAllowListSchema.safeParse({ keyId: key.id, allowedIps }).success).toBe(false);
});
