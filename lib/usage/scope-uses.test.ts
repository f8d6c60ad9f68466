import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { insertKey } from "@/lib/testing/insert-key";
import { type AskedScope, addScopeUses, scopeLastUses } from "./scope-uses";
import { pooledTransaction } from "./store/pooled-transaction";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const MINUTE = 60_000;
const add = (uses: readonly AskedScope[]) => pooledTransaction((client) => addScopeUses(client, uses));

test("the first and the last time a scope was asked for are kept, however often and in whatever order it came", async () => {
  const { keyId, teamId } = await insertKey({ scopes: ["read", "write"] });
  await add([
    { keyId, scope: "read", at: NOW },
    { keyId, scope: "read", at: NOW - 5 * MINUTE },
  ]);
  await add([{ keyId, scope: "read", at: NOW - 60 * MINUTE }]);
  await add([{ keyId, scope: "read", at: NOW + 30 * MINUTE }]);
  await add([{ keyId, scope: "read", at: NOW }]);
  expect((await scopeLastUses(teamId, [keyId])).get(keyId)).toEqual([
    { scope: "read", firstAt: NOW - 60 * MINUTE, lastAt: NOW + 30 * MINUTE },
  ]);
});

test("whatever is asked for, only scopes that the key holds are kept", async () => {
  const { keyId, teamId } = await insertKey({ scopes: ["read"] });
  await add(Array.from({ length: 500 }, (_, i) => ({ keyId, scope: i === 7 ? "read" : `scope ${i} "{},\\`, at: NOW })));
  await add([{ keyId: newId(), scope: "read", at: NOW }]);
  expect((await scopeLastUses(teamId, [keyId])).get(keyId)).toEqual([{ scope: "read", firstAt: NOW, lastAt: NOW }]);
});

test("a key in use is written once a minute, not once a flush", async () => {
  const { keyId } = await insertKey({ scopes: ["read"] });
  const written = async () =>
    (await pool().query("SELECT xmin::text AS xmin FROM key_scope_uses WHERE key_id = $1", [keyId])).rows[0]?.xmin;
  await add([{ keyId, scope: "read", at: NOW }]);
  const first = await written();
  await add([{ keyId, scope: "read", at: NOW + MINUTE - 1 }]);
  expect(await written()).toBe(first);
  await add([{ keyId, scope: "read", at: NOW + MINUTE }]);
  expect(await written()).not.toBe(first);
});

test("a foreign team's key answers as one nobody asked of", async () => {
  const [own, foreign] = [await insertKey(), await insertKey()];
  await add([own, foreign].map(({ keyId }) => ({ keyId, scope: "read", at: NOW })));
  expect([...(await scopeLastUses(own.teamId, [own.keyId, foreign.keyId])).keys()]).toEqual([own.keyId]);
  expect([...(await scopeLastUses(own.teamId)).keys()]).toEqual([own.keyId]);
});

test("flushes at the same time neither lose a use nor wait for each other for ever", async () => {
  const keys = await Promise.all(Array.from({ length: 4 }, () => insertKey({ scopes: ["a", "b"] })));
  const uses = keys.flatMap(({ keyId }) =>
    ["a", "b"].flatMap((scope) => [0, 5, 10].map((minutes) => ({ keyId, scope, at: NOW + minutes * MINUTE }))),
  );
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(uses, { minLength: uses.length }), async (shuffled) => {
      await pool().query("TRUNCATE key_scope_uses");
      await Promise.all([0, 6, 12, 18].map((from) => add(shuffled.slice(from, from + 6))));
      for (const { keyId, teamId } of keys) {
        const kept = (await scopeLastUses(teamId, [keyId])).get(keyId) ?? [];
        for (const { firstAt, lastAt } of kept) expect([firstAt, lastAt]).toEqual([NOW, NOW + 10 * MINUTE]);
        expect(kept).toHaveLength(2);
      }
    }),
    { numRuns: 10 },
  );
});
