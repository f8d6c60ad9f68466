import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { getKey } from "@/lib/keys/get-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { addScopeUses } from "@/lib/usage/scope-uses";
import { pooledTransaction } from "@/lib/usage/store/pooled-transaction";
import { actOnKeys } from "./act-on-keys";
import { actOnKeysSchema } from "./schema";

const DAY = 86_400_000;
let owner: Actor;
let restore: (() => void) | undefined;
beforeEach(async () => {
  owner = await makeActor();
});
afterEach(() => restore?.());

const make = async (more = {}, by = owner): Promise<string> => (await createKey(by, keyInput(more))).key.id;
const eventsOf = (keyId: string) =>
  prisma().auditEvent.findMany({ where: { targetId: readId("key", keyId) ?? "" }, orderBy: { id: "asc" } });
async function made(daysAgo: number, more = {}): Promise<string> {
  restore = setClock(() => Date.now() - daysAgo * DAY);
  const keyId = await make(more);
  restore();
  return keyId;
}

test("every key is revoked with an audit event of its own, and revoking them again adds none", async () => {
  const keyIds = await Promise.all(Array.from({ length: 20 }, () => make()));
  const acted = await actOnKeys(owner, { act: "revoke", keyIds, reason: "Never used" });
  expect(acted.done.toSorted()).toEqual(keyIds.toSorted());
  expect(acted.refused).toEqual([]);
  await actOnKeys(owner, { act: "revoke", keyIds });
  for (const keyId of keyIds) {
    expect(await getKey(owner, keyId)).toMatchObject({ status: "revoked", revokeReason: "Never used" });
    expect((await eventsOf(keyId)).map(({ action }) => action)).toEqual(["key.create", "key.revoke"]);
  }
});

test("revoking many asks for a sign-in of the last ten minutes, and nothing is revoked without; stopping them does not", async () => {
  const keyId = await make();
  const stale = { ...owner, authenticatedAt: new Date(Date.now() - 10 * 60_000) };
  await expect(actOnKeys(stale, { act: "revoke", keyIds: [keyId] })).rejects.toMatchObject({
    code: "fresh_sign_in_required",
  });
  expect((await getKey(owner, keyId)).status).toBe("active");
  expect((await actOnKeys(stale, { act: "disable", keyIds: [keyId] })).done).toEqual([keyId]);
});

test("what an actor may not do is refused key by key, and the rest is done", async () => {
  const developer = await makeActor("developer", owner);
  const stranger = await makeActor();
  const [own, other, foreign] = [await make({}, developer), await make(), await make({}, stranger)];
  const acted = await actOnKeys(developer, { act: "revoke", keyIds: [other, foreign, own, "nonsense"] });
  expect(acted.done).toEqual([own]);
  const messages = new Map(acted.refused.map(({ keyId, message }) => [keyId, message]));
  expect(messages.get(other)).toMatch(/only for what you created/);
  expect(messages.get(foreign)).toBe(messages.get("nonsense"));
  expect((await getKey(stranger, foreign)).status).toBe("active");
  expect(await actOnKeys(await makeActor("viewer", owner), { act: "disable", keyIds: [other] })).toMatchObject({
    done: [],
  });
});

test("an expiry is set in 90 days, never put off, and never past the longest life of keys", async () => {
  const [open, ending] = [await make(), await make({ expiresAt: new Date(Date.now() + DAY) })];
  const before = Date.now();
  const acted = await actOnKeys(owner, { act: "set-expiry", keyIds: [open, ending] });
  expect(acted).toEqual({
    done: [open],
    refused: [{ keyId: ending, message: "This key has an expiry already." }],
  });
  const { expiresAt } = await getKey(owner, open);
  expect(Date.parse(expiresAt ?? "") - before).toBeGreaterThanOrEqual(90 * DAY);
  expect(Date.parse(expiresAt ?? "") - before).toBeLessThan(90 * DAY + 60_000);

  const [young, old] = [await made(10), await made(40)];
  await pool().query("UPDATE deployment SET maximum_lifetime_days = 30");
  const limited = await actOnKeys(owner, { act: "set-expiry", keyIds: [young, old] });
  await pool().query("UPDATE deployment SET maximum_lifetime_days = NULL");
  expect(limited.done).toEqual([young]);
  expect(limited.refused[0]?.message).toMatch(/older than keys may become/);
});

test("only scopes that nobody asks for are dropped, looked at again at that moment", async () => {
  const keyId = await made(120, { scopes: ["admin", "read", "write"] });
  const ask = (scope: string, ...daysAgo: number[]) =>
    pooledTransaction((client) =>
      addScopeUses(
        client,
        daysAgo.map((days) => ({ keyId: readId("key", keyId) ?? "", scope, at: Date.now() - days * DAY })),
      ),
    );
  expect((await actOnKeys(owner, { act: "drop-scopes", keyIds: [keyId] })).refused[0]?.message).toMatch(/asked for/);
  await ask("read", 110, 0);
  await ask("write", 0);
  expect((await actOnKeys(owner, { act: "drop-scopes", keyIds: [keyId] })).done).toEqual([keyId]);
  expect((await getKey(owner, keyId)).scopes).toEqual(["read", "write"]);
  expect((await eventsOf(keyId)).at(-1)).toMatchObject({
    action: "key.edit",
    before: { scopes: ["admin", "read", "write"] },
    after: { scopes: ["read", "write"] },
  });
});

test("a revoked key is refused what needs a living one", async () => {
  const keyId = await make();
  await revokeKey(owner, { keyId });
  for (const act of ["disable", "set-expiry"] as const)
    expect((await actOnKeys(owner, { act, keyIds: [keyId] })).refused[0]?.message, act).toMatch(/revoked/);
});

test("the input is strict, bounded and free of doubles", () => {
  const parse = (more: object) => actOnKeysSchema.safeParse({ act: "revoke", keyIds: ["a"], ...more }).success;
  expect(parse({})).toBe(true);
  for (const bad of [{ act: "delete" }, { keyIds: [] }, { keyIds: Array(51).fill("a") }, { more: 1 }, { reason: "\0" }])
    expect(parse(bad), JSON.stringify(bad)).toBe(false);
  expect(actOnKeysSchema.parse({ act: "revoke", keyIds: ["a", "a"] }).keyIds).toEqual(["a"]);
});
