import { expect, test } from "vitest";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { addScopeUses } from "@/lib/usage/scope-uses";
import { pooledTransaction } from "@/lib/usage/store/pooled-transaction";
import { keyScopeAdvice } from "./key-scope-advice";

test("each scope of a key comes with when it was last asked for, and a foreign key answers as an unknown one", async () => {
  const owner = await makeActor();
  const { key } = await createKey(owner, keyInput({ scopes: ["read", "write"] }));
  const [keyId, at] = [readId("key", key.id) ?? "", clock.ms()];
  await pooledTransaction((client) => addScopeUses(client, [{ keyId, scope: "read", at }]));
  const advice = [
    { scope: "read", lastAt: at, unusedDays: null },
    { scope: "write", lastAt: null, unusedDays: null },
  ];
  expect(await keyScopeAdvice(await makeActor("viewer", owner), { keyId: key.id })).toEqual(advice);
  const stranger = await makeActor();
  for (const id of [key.id, "key_nonsense"])
    await expect(keyScopeAdvice(stranger, { keyId: id })).rejects.toMatchObject({ code: "not_found" });
});
