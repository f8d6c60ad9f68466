import { afterEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { newId, readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { endSecret } from "@/lib/keys/end-secret";
import { extendSecret } from "@/lib/keys/extend-secret";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import type { KeyView } from "@/lib/keys/view";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { flushSegment, verification } from "@/lib/testing/usage";
import { usageStore } from "@/lib/usage/open-usage-store";
import type { VerificationRecord } from "@/lib/usage/record";
import { verificationLine } from "@/lib/usage/spool/spool-line";
import { readRotation } from "./read-rotation";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
let restore: (() => void) | undefined;
afterEach(() => restore?.());
const at = (ms: number): void => {
  restore?.();
  restore = setClock(() => ms);
};
// Within a minute of its own, so that what happens before the rotation and after it shares a bucket.
const START = Math.floor(Date.now() / HOUR) * HOUR - HOUR + 20 * SECOND;

type Call = [secret: number, ip: string | undefined, at: number, more?: Partial<VerificationRecord>];
/** Secrets are numbered from the oldest. */
const call = (actor: Actor, key: KeyView, calls: Call[]) => {
  const secrets = key.secrets.toReversed();
  const lines = calls.map(([secret, ip, ms, more]) => {
    const { environment, id } = key;
    const caller = { keyId: readId("key", id) ?? "", secretId: secrets[secret]?.id ?? "", teamId: actor.teamId };
    return verificationLine(
      verification({ ...caller, environment }, ms, { ...(ip && { ip, userAgent: "billing/1.4" }), ...more }),
    );
  });
  return flushSegment(newId(), Buffer.from(lines.join("")));
};
const every = (from: number, to: number, step: number, secret: number, ip: string): Call[] =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, i) => [secret, ip, from + i * step]);

async function rotated(graceSeconds = 86_400): Promise<{ owner: Actor; key: KeyView }> {
  const owner = await makeActor();
  at(START - 30 * MINUTE);
  const { key } = await createKey(owner, keyInput());
  at(START);
  return { owner, key: (await rotateKey(owner, { keyId: key.id, graceSeconds })).key };
}

test("a key that is not being rotated has no rotation to read, and neither has one that was finished", async () => {
  const owner = await makeActor();
  const { key } = await createKey(owner, keyInput());
  expect(await readRotation(owner, { keyId: key.id })).toBeNull();
  const { key: next } = await rotateKey(owner, { keyId: key.id, graceSeconds: 60 });
  expect(await readRotation(owner, { keyId: key.id })).not.toBeNull();
  await endSecret(owner, { keyId: key.id, secretId: next.secrets[1]?.id ?? "" });
  expect(await readRotation(owner, { keyId: key.id })).toBeNull();
});

test("two callers move one after the other: every call is counted, the one left is named, then it is safe to finish", async () => {
  const { owner, key } = await rotated();
  const [a, b] = ["203.0.113.7", "198.51.100.9"];
  await call(owner, key, [
    ...every(START - 10 * MINUTE, START, 2 * SECOND, 0, a),
    ...every(START - 10 * MINUTE, START, 2 * SECOND, 0, b),
    ...every(START, START + MINUTE, 2 * SECOND, 0, a),
    ...every(START, START + 5 * MINUTE, 2 * SECOND, 0, b),
    ...every(START + MINUTE, START + 5 * MINUTE, 2 * SECOND, 1, a),
  ]);
  at(START + 5 * MINUTE);
  const rotation = await readRotation(await makeActor("viewer", owner), { keyId: key.id });
  const old = rotation?.ending[0];
  expect(old?.callers.map(({ ip, state }) => [ip, state])).toEqual([
    [b, "on_old"],
    [a, "moved"],
  ]);
  expect(old?.verdict).toMatchObject({ kind: "in_use", callers: 1 });
  expect(old).toMatchObject({ passed: 5 / 1_440, rotatedAt: new Date(START).toISOString() });
  // Of the ten minutes before, the minute of the rotation belongs to both: 10 of each caller's calls are in it.
  expect(old?.callers.map(({ requests }) => requests)).toEqual([150 + 10, 30 + 10]);
  const sum = (counts: (number | null)[] | undefined) => counts?.reduce<number>((all, n) => all + (n ?? 0), 0);
  expect([sum(old?.traffic), sum(rotation?.current?.traffic)]).toEqual([600 + 30 + 150, 120]);
  expect([old?.requests, rotation?.current?.requests]).toEqual([
    { hour: 780, day: 780 },
    { hour: 120, day: 120 },
  ]);
  expect(rotation?.current?.traffic.filter((n) => n === null).length).toBe(10);

  await call(owner, key, every(START + 5 * MINUTE, START + 8 * MINUTE, 2 * SECOND, 1, b));
  at(START + 5 * MINUTE + 50 * SECOND);
  expect((await readRotation(owner, { keyId: key.id }))?.ending[0]?.verdict.kind).toBe("settling");
  at(START + 8 * MINUTE);
  for (const isRolled of [false, true]) {
    if (isRolled) while (await usageStore().rollUp(100));
    const later = (await readRotation(owner, { keyId: key.id }))?.ending[0];
    // Two callers every two seconds: those after the rotation do not make it seem busier.
    expect(later?.verdict).toMatchObject({
      kind: "safe",
      because: "moved",
      callers: 2,
      usualPause: expect.closeTo(3_000, -3),
    });
    expect(later?.callers.map(({ requests }) => requests)).toEqual([160, 40]);
  }
});

test("a caller that was refused throughout is listed as such and keeps nobody from finishing", async () => {
  const { owner, key } = await rotated();
  await call(owner, key, [
    [0, "203.0.113.7", START - MINUTE],
    [1, "203.0.113.7", START + MINUTE],
    ...every(START, START + 10 * MINUTE, MINUTE, 0, "192.0.2.66").map(
      ([secret, ip, ms]): Call => [secret, ip, ms, { code: "IP_FORBIDDEN" }],
    ),
  ]);
  at(START + 3 * HOUR);
  const old = (await readRotation(owner, { keyId: key.id }))?.ending[0];
  expect(old?.callers.map(({ ip, state }) => [ip, state])).toEqual([
    ["203.0.113.7", "moved"],
    ["192.0.2.66", "refused"],
  ]);
  expect(old?.verdict).toMatchObject({ kind: "safe", because: "moved" });
});

test("a secret never used is safe to finish; while the key is disabled nothing is said of any", async () => {
  const { owner, key } = await rotated();
  const verdict = async () => (await readRotation(owner, { keyId: key.id }))?.ending[0]?.verdict;
  expect(await verdict()).toEqual({ kind: "safe", because: "never_used", notSeen: 0 });
  await disableKey(owner, { keyId: key.id });
  expect(await verdict()).toEqual({ kind: "refused", keyStatus: "disabled" });
  await revokeKey(owner, { keyId: key.id });
  expect(await verdict()).toBeUndefined();
});

test("rotated again within the grace, each replaced secret is judged by whoever moved past it", async () => {
  const { owner, key } = await rotated();
  at(START + HOUR);
  const { key: twice } = await rotateKey(owner, { keyId: key.id, graceSeconds: 7_200 });
  await call(owner, twice, [
    ...every(START - 10 * MINUTE, START, 10 * SECOND, 0, "203.0.113.7"),
    ...every(START + MINUTE, START + HOUR + 20 * MINUTE, 10 * SECOND, 1, "203.0.113.7"),
  ]);
  at(START + HOUR + 20 * MINUTE);
  const rotation = await readRotation(owner, { keyId: key.id });
  expect(rotation?.ending.map(({ id, verdict }) => [id, verdict.kind])).toEqual([
    [twice.secrets[1]?.id, "in_use"],
    [twice.secrets[2]?.id, "safe"],
  ]);
  expect(rotation?.current?.id).toBe(twice.secrets[0]?.id);
});

test("the latest end offered is the one that an extension accepts, and a foreign key is an unknown one", async () => {
  const { owner, key } = await rotated();
  const old = (await readRotation(owner, { keyId: key.id }))?.ending[0];
  const latest = Date.parse(old?.latestEndsAt ?? "");
  expect(latest).toBe(START + 30 * 24 * HOUR);
  const moveTo = (ms: number) => extendSecret(owner, { keyId: key.id, secretId: old?.id ?? "", endsAt: new Date(ms) });
  await expect(moveTo(latest + 1)).rejects.toMatchObject({ code: "invalid" });
  await moveTo(latest);
  const moved = (await readRotation(owner, { keyId: key.id }))?.ending[0];
  expect([moved?.endsAt, moved?.latestEndsAt]).toEqual([old?.latestEndsAt, old?.latestEndsAt]);
  await expect(readRotation(await makeActor(), { keyId: key.id })).rejects.toMatchObject({ code: "not_found" });
});
