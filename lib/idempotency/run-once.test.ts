import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import type { Alongside } from "@/lib/db/prisma";
import { createKey } from "@/lib/keys/create-key";
import type { RevealedKey } from "@/lib/keys/view";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { type Claim, claim, KEPT_MS, LEASE_MS } from "./claim";
import { expireIdempotencyKeys } from "./expire-idempotency-keys";
import { fingerprint } from "./fingerprint";
import { finish } from "./finish";
import { readKey } from "./read-key";
import { KeyReused } from "./refusals";
import { runOnce } from "./run-once";

const FROM = { ip: null, userAgent: null, requestId: "req_test" };
const asked = (label = "Once") => fingerprint("POST", "/api/v1/keys", { label });
const kept = ({ key }: RevealedKey) => ({ status: 201, body: JSON.stringify({ key, secret: key.masked }) });

let now: number;
let resetClock: () => void;
let actor: Actor;
beforeEach(async () => {
  now = Date.parse("2027-03-01T12:00:00Z");
  resetClock = setClock(() => now);
  actor = await makeTokenActor();
});
afterEach(() => resetClock());

async function makeTokenActor(): Promise<Actor> {
  const { token } = await createAccessToken(await makeActor("owner"), { name: "CI", role: "admin", expiresAt: null });
  return (await authenticateAccessToken(token, FROM)) as Actor;
}

const create = (alongside?: Alongside<RevealedKey>) => createKey(actor, keyInput({ label: "Once" }), alongside);
const once = (key: string, as = actor, of = asked()) =>
  runOnce(as, { key, fingerprint: of, kept }, (alongside) => createKey(as, keyInput({ label: "Once" }), alongside));
const keysOf = async ({ teamId }: Actor): Promise<number> =>
  (await pool().query("SELECT count(*)::int AS n FROM keys WHERE team_id = $1", [teamId])).rows[0].n;
const refused = (code: string) => expect.objectContaining({ code });

test("a second time tells the first answer, with the secret masked, and makes nothing", async () => {
  const first = await once("a");
  if (!("made" in first)) throw new Error("the first call must make a key");
  now += KEPT_MS - 1;
  expect(await once("a")).toEqual({ replayed: kept(first.made) });
  expect(await keysOf(actor)).toBe(1);
  const { rows } = await pool().query("SELECT body FROM idempotency_keys WHERE team_id = $1", [actor.teamId]);
  expect(rows[0].body).not.toContain(first.made.secret.slice(12));
});

test("the same key with another request is refused, and makes nothing", async () => {
  await once("a");
  await expect(once("a", actor, asked("Other"))).rejects.toThrow(KeyReused);
  expect(await keysOf(actor)).toBe(1);
});

test("equal requests are equal however their JSON is written, and differ by path, method and content", () => {
  const one = fingerprint("POST", "/keys", { a: [1, { b: null, c: "ü" }], d: 2 });
  expect(fingerprint("POST", "/keys", { d: 2, a: [1, { c: "ü", b: null }] })).toEqual(one);
  for (const other of [
    fingerprint("POST", "/keys", { d: 2, a: [1, { c: "ü" }] }),
    fingerprint("POST", "/keys/x", { d: 2, a: [1, { c: "ü", b: null }] }),
    fingerprint("PATCH", "/keys", { d: 2, a: [1, { c: "ü", b: null }] }),
  ])
    expect(other).not.toEqual(one);
});

test("50 equal requests at once make one key; the others are told to wait, or its answer", async () => {
  const settled = await Promise.allSettled(Array.from({ length: 50 }, () => once("burst")));
  const made = settled.filter((one) => one.status === "fulfilled" && "made" in one.value);
  expect(made).toHaveLength(1);
  for (const one of settled) {
    if (one.status === "rejected") expect(one.reason).toEqual(refused("conflict"));
  }
  expect(await keysOf(actor)).toBe(1);
  expect(await once("burst")).toHaveProperty("replayed");
});

test("a refused call is forgotten: nothing was made, and the next one runs", async () => {
  const failing = runOnce(actor, { key: "a", fingerprint: asked(), kept }, () =>
    createKey(actor, keyInput({ scopes: ["nonsense"] })),
  );
  await expect(failing).rejects.toEqual(refused("invalid"));
  expect(await once("a")).toHaveProperty("made");
});

test("one key of two teams, or of two tokens, is two keys", async () => {
  const other = await makeTokenActor();
  await once("a");
  expect(await once("a", other, asked("Other"))).toHaveProperty("made");
  expect(await keysOf(other)).toBe(1);
});

test("a process that dies before it made anything holds the key for a minute, then the retry makes one", async () => {
  await claim(actor, "a", asked());
  await expect(once("a")).rejects.toEqual(refused("conflict"));
  now += LEASE_MS;
  expect(await once("a")).toHaveProperty("made");
  expect(await keysOf(actor)).toBe(1);
});

test("a process that dies between making the key and the commit leaves neither the key nor an answer", async () => {
  const mine = (await claim(actor, "a", asked())) as Claim;
  const dying = create(async (tx, made) => {
    await finish(tx, mine, kept(made));
    // The connection goes, as with kill -9: nobody says goodbye to the database, or lets the claim go.
    await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
  });
  await expect(dying).rejects.toThrow();
  expect(await keysOf(actor)).toBe(0);
  await expect(once("a")).rejects.toEqual(refused("conflict"));
  now += LEASE_MS;
  expect(await once("a")).toHaveProperty("made");
  expect(await keysOf(actor)).toBe(1);
});

test("a process that dies between the commit and its answer leaves an answer to tell", async () => {
  const mine = (await claim(actor, "a", asked())) as Claim;
  const made = await create((tx, result) => finish(tx, mine, kept(result)));
  expect(await once("a")).toEqual({ replayed: kept(made) });
  expect(await keysOf(actor)).toBe(1);
});

test("an attempt that slept through its lease makes nothing once another has taken over", async () => {
  const slow = (await claim(actor, "a", asked())) as Claim;
  now += LEASE_MS;
  expect(await once("a")).toHaveProperty("made");
  await expect(create((tx, made) => finish(tx, slow, kept(made)))).rejects.toEqual(refused("conflict"));
  expect(await keysOf(actor)).toBe(1);
});

test("after 24 hours a key is new again, swept or not, and the sweep takes nothing younger", async () => {
  await pool().query("DELETE FROM idempotency_keys");
  await once("old");
  now += KEPT_MS;
  await once("young");
  expect(await once("old", actor, asked("Other"))).toHaveProperty("made");
  now += KEPT_MS - 1;
  expect(await expireIdempotencyKeys()).toBe(0);
  now += 1;
  expect(await expireIdempotencyKeys()).toBe(2);
});

test("a malformed header is refused by name", () => {
  expect(readKey(null)).toBeNull();
  expect(readKey("x".repeat(255))).toHaveLength(255);
  for (const wrong of ["", "x".repeat(256), "clé", "a\tb"]) {
    expect(() => readKey(wrong)).toThrow(
      expect.objectContaining({ fieldErrors: { "Idempotency-Key": expect.any(String) } }),
    );
  }
});
