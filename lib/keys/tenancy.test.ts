import { expect, test } from "vitest";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { countKeys } from "./count-keys";
import { createKey } from "./create-key";
import { disableKey } from "./disable-key";
import { editKey } from "./edit-key";
import { getKey } from "./get-key";
import { listKeys } from "./list-keys";
import { pageKeys } from "./page-keys";
import { revokeKey } from "./revoke-key";
import { rotateKey } from "./rotate-key";
import { createKeySchema, listKeysSchema, pageKeysSchema } from "./schema";

test("a foreign key answers exactly as an unknown one, to every verb", async () => {
  const stranger = await makeActor();
  const { key } = await createKey(await makeActor(), keyInput());
  const unknown = key.id.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const verbs = [
    (keyId: string) => getKey(stranger, keyId),
    (keyId: string) => rotateKey(stranger, { keyId, graceSeconds: 0 }),
    (keyId: string) => revokeKey(stranger, { keyId }),
    (keyId: string) => disableKey(stranger, { keyId }),
    (keyId: string) => editKey(stranger, { keyId, label: "mine" }),
  ];
  for (const verb of verbs) {
    const answers = await Promise.all(
      [key.id, unknown, "key_", "'; --"].map((id) => verb(id).catch((error: Error) => error)),
    );
    expect(new Set(answers.map((answer) => String(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "not_found" });
  }
  expect((await listKeys(stranger, listKeysSchema.parse({}))).total).toBe(0);
  expect((await countKeys(stranger, "live")).all).toBe(0);
});

test("a developer manages own keys only, a viewer none", async () => {
  const owner = await makeActor();
  const developer = await makeActor("developer", owner);
  const viewer = await makeActor("viewer", owner);
  const { key: theirs } = await createKey(owner, keyInput());
  const { key: own } = await createKey(developer, keyInput());
  await expect(revokeKey(developer, { keyId: theirs.id })).rejects.toMatchObject({ code: "forbidden" });
  expect((await revokeKey(developer, { keyId: own.id })).status).toBe("revoked");
  await expect(createKey(viewer, keyInput())).rejects.toMatchObject({ code: "forbidden" });
  expect((await getKey(viewer, theirs.id)).id).toBe(theirs.id);
});

test("a key never has more scopes than its creator may grant", async () => {
  const owner = await makeActor();
  const developer = await makeActor("developer", owner);
  await expect(createKey(developer, keyInput({ scopes: ["admin"] }))).rejects.toMatchObject({
    fieldErrors: { scopes: expect.stringContaining("admin") },
  });
  const { key } = await createKey(owner, keyInput({ scopes: ["admin", "read"] }));
  expect(key.scopes).toEqual(["admin", "read"]);
});

test("labels of any script keep every character; control characters, NUL and over 100 characters are refused", () => {
  const parse = (label: string) => createKeySchema.safeParse({ label, environment: "live", scopes: ["read"] });
  for (const label of ["Zahlungen 💳", "支払い", "𠜎𠜱", "a".repeat(100), "💳".repeat(100)])
    expect(parse(label).success, label).toBe(true);
  for (const label of ["", "   ", "a\u0000b", "a\nb", "a".repeat(101), "💳".repeat(101), "\ud800"])
    expect(parse(label).success).toBe(false);
  expect(createKeySchema.safeParse({ label: "x", environment: "live", scopes: ["read"], owner: "me" }).success).toBe(
    false,
  );
});

test("a 4-byte label comes back from the database as it went in, and is found by search", async () => {
  const owner = await makeActor();
  const { key } = await createKey(owner, keyInput({ label: "💳 支払い 100%_\\" }));
  expect((await getKey(owner, key.id)).label).toBe("💳 支払い 100%_\\");
  expect((await listKeys(owner, listKeysSchema.parse({ q: "100%_\\" }))).total).toBe(1);
  expect((await listKeys(owner, listKeysSchema.parse({ q: "100x" }))).total).toBe(0);
});

test("a pasted whole key, its masked form, its public id and its id all find it", async () => {
  const owner = await makeActor();
  await createKey(owner, keyInput({ label: "other" }));
  const { key, secret } = await createKey(owner, keyInput());
  for (const q of [secret, key.masked, key.secrets[0]?.id ?? "", key.id, secret.slice(-4)]) {
    const { keys } = await listKeys(owner, listKeysSchema.parse({ q }));
    expect(
      keys.map((found) => found.id),
      q,
    ).toEqual([key.id]);
  }
});

test("pages by cursor hold every key once, also while keys are being added", async () => {
  const owner = await makeActor();
  for (let i = 0; i < 7; i++) await createKey(owner, keyInput({ label: `key ${i}` }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageKeys(owner, pageKeysSchema.parse({ limit: 3, cursor }));
    seen.push(...page.keys.map((key) => key.label));
    cursor = page.nextCursor ?? undefined;
    if (seen.length === 3) await createKey(owner, keyInput({ label: "late" }));
  } while (cursor);
  expect(seen).toEqual(["key 6", "key 5", "key 4", "key 3", "key 2", "key 1", "key 0"]);
});
