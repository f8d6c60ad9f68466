import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { FRESH_MS } from "@/lib/auth/fresh-sign-in";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { createKey } from "@/lib/keys/create-key";
import { editKey } from "@/lib/keys/edit-key";
import { keyPattern } from "@/lib/keys/format";
import { rotateKey } from "@/lib/keys/rotate-key";
import { editProviderPolicy } from "@/lib/policies/edit-provider-policy";
import { editProviderPolicySchema } from "@/lib/policies/schema";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { makePerson } from "@/lib/testing/operator";
import { policyInput } from "@/lib/testing/policies";
import { addScope } from "./add-scope";
import { deploymentSettings } from "./deployment-settings";
import { editKeyPrefix } from "./edit-key-prefix";
import { editLimits } from "./edit-limits";
import { editProduct } from "./edit-product";
import { editScope } from "./edit-scope";
import { editSignUp } from "./edit-sign-up";
import { editStorageMode } from "./edit-storage-mode";
import { listScopes } from "./list-scopes";
import type { Operator } from "./operator";
import { readPolicies } from "./read-policies";
import { removeScope } from "./remove-scope";
import {
  addScopeSchema,
  editKeyPrefixSchema,
  editLimitsSchema,
  editProductSchema,
  editSignUpSchema,
  editStorageModeSchema,
} from "./schema";

let operator: Operator;
let owner: Actor;
beforeAll(async () => {
  operator = await makePerson({ isOperator: true });
  owner = await makeActor("owner");
});

const HOUR = { limit: 5, windowSeconds: 3_600 };
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => "nothing",
    (error: { code?: string }) => error.code,
  );

test("a team's owner who is not the operator changes nothing of the deployment, and reads none of its policies", async () => {
  const stranger: Operator = { ...operator, isOperator: false };
  const before = [await deploymentSettings(), await readPolicies(operator)];
  const attempts = [
    editProduct(stranger, { productName: "Mine" }),
    editKeyPrefix(stranger, { keyPrefix: "mine" }),
    addScope(stranger, { name: "mine", summary: "all", minimumRole: "developer" }),
    editScope(stranger, { name: "admin", minimumRole: "developer" }),
    removeScope(stranger, { name: "read" }),
    editLimits(stranger, { defaultRateLimit: HOUR }),
    editProviderPolicy(stranger, policyInput({ maximumLifetimeDays: 30 })),
    editStorageMode(stranger, { storageMode: "retrievable", confirmation: "retrievable", forgetSealed: false }),
    editSignUp(stranger, { signUpMode: "invited", signUpDomains: [] }),
    readPolicies(stranger),
    listScopes(stranger),
  ];
  expect(await Promise.all(attempts.map(thrownBy))).toEqual(attempts.map(() => "forbidden"));
  expect([await deploymentSettings(), await readPolicies(operator)]).toEqual(before);
});

test("a changed default limit and maximum lifetime hold for the next key created, and no existing key changes", async () => {
  const { key: old } = await createKey(owner, keyInput());
  await editLimits(operator, { defaultRateLimit: HOUR });
  await editProviderPolicy(operator, policyInput({ maximumLifetimeDays: 30 }));
  const inDays = (days: number) => new Date(clock.ms() + days * 86_400_000);
  await expect(createKey(owner, keyInput())).rejects.toThrow(/at most 30 days/);
  const { key } = await createKey(owner, keyInput({ expiresAt: inDays(29) }));
  expect(key.rateLimit).toEqual(HOUR);
  const kept = await editKey(owner, { keyId: old.id, label: "Renamed" });
  expect([kept.rateLimit, kept.expiresAt]).toEqual([{ limit: 1_000, windowSeconds: 60 }, null]);
  await editLimits(operator, { defaultRateLimit: { limit: 1_000, windowSeconds: 60 } });
  await editProviderPolicy(operator, policyInput());
});

test("a new scope can be granted at once; retired, keys keep it and no key is given it; removed only when nobody holds it", async () => {
  await addScope(operator, { name: "charges:read", summary: "read charges", minimumRole: "admin" });
  const developer = await makeActor("developer", owner);
  const wanted = keyInput({ scopes: ["charges:read"] });
  await expect(createKey(developer, wanted)).rejects.toThrow(/role admin and above/);
  const { key } = await createKey(owner, wanted);
  const listed = await listScopes(operator);
  expect(listed.flatMap(({ name, holders }) => (holders > 0 && name !== "read" ? [[name, holders]] : []))).toEqual([
    ["charges:read", 1],
  ]);
  await expect(removeScope(operator, { name: "charges:read" })).rejects.toThrow(/1 key holds this scope/);

  await editScope(operator, { name: "charges:read", retired: true });
  await expect(createKey(owner, wanted)).rejects.toThrow(/is retired/);
  const more = await editKey(owner, { keyId: key.id, scopes: ["charges:read", "write"] });
  expect(more.scopes).toEqual(["charges:read", "write"]);
  await editKey(owner, { keyId: key.id, scopes: ["write"] });
  await expect(editKey(owner, { keyId: key.id, scopes: ["charges:read", "write"] })).rejects.toThrow(/is retired/);

  await removeScope(operator, { name: "charges:read" });
  expect((await deploymentSettings()).scopes.map(({ name }) => name)).toEqual(["read", "write", "admin"]);
});

test("a catalogue refuses a name twice, a scope that is not there, and to be left without one that can be granted", async () => {
  const again = addScope(operator, { name: "read", summary: "once more", minimumRole: "developer" });
  expect(await thrownBy(again)).toBe("conflict");
  expect(await thrownBy(editScope(operator, { name: "nothing", retired: true }))).toBe("not_found");
  expect(await thrownBy(removeScope(operator, { name: "read" }))).toBe("conflict");
  for (const name of ["read", "write"]) await editScope(operator, { name, retired: true });
  expect(await thrownBy(editScope(operator, { name: "admin", retired: true }))).toBe("conflict");
  for (const name of ["read", "write"]) await editScope(operator, { name, retired: false });
});

test("two changes of the catalogue at the same time are both kept", async () => {
  const names = ["a:read", "b:read", "c:read", "d:read"];
  await Promise.all(names.map((name) => addScope(operator, { name, summary: name, minimumRole: "developer" })));
  const { scopes } = await deploymentSettings();
  expect(
    scopes
      .map(({ name }) => name)
      .slice(3)
      .sort(),
  ).toEqual(names);
  for (const name of names) {
    await editScope(operator, { name, retired: true });
    await removeScope(operator, { name });
  }
});

test("a new prefix is in the next secret; a key keeps its old one until it is rotated, and scanners know both", async () => {
  const before = await createKey(owner, keyInput());
  await editKeyPrefix(operator, { keyPrefix: "acme2" });
  const after = await createKey(owner, keyInput());
  expect([before.secret.split("_")[0], after.secret.split("_")[0]]).toEqual(["myapi", "acme2"]);
  const settings = await deploymentSettings();
  const pattern = new RegExp(`^${keyPattern(settings.keyPrefix, settings.formerKeyPrefixes)}$`);
  expect([before.secret, after.secret, "other_live_x"].map((text) => pattern.test(text))).toEqual([true, true, false]);
  const rotated = await rotateKey(owner, { keyId: before.key.id, graceSeconds: 60 });
  expect(rotated.secret).toMatch(/^acme2_live_/);
  // There and back: a prefix is either the present one or a former one.
  await editKeyPrefix(operator, { keyPrefix: "unused" });
  await editKeyPrefix(operator, { keyPrefix: "myapi" });
  expect((await deploymentSettings()).formerKeyPrefixes).toEqual(["acme2"]);
});

test("the storage mode asks for a sign-in of the last minutes, and for a key to seal with", async () => {
  const wanted = { storageMode: "retrievable", confirmation: "retrievable", forgetSealed: false } as const;
  const stale = { ...operator, authenticatedAt: new Date(clock.ms() - FRESH_MS) };
  expect(await thrownBy(editStorageMode(stale, wanted))).toBe("fresh_sign_in_required");
  expect(await thrownBy(editStorageMode({ ...operator, authenticatedAt: null }, wanted))).toBe(
    "fresh_sign_in_required",
  );
  expect(env().LATCHKEY_KEK.size).toBe(0);
  await expect(editStorageMode(operator, wanted)).rejects.toThrow(/LATCHKEY_KEK/);
  env().LATCHKEY_KEK.set(1, Buffer.alloc(32, 7));
  await editStorageMode(operator, wanted);
  expect(await readPolicies(operator)).toMatchObject({ storageMode: "retrievable" });
  await editStorageMode(operator, { ...wanted, storageMode: "irretrievable" });
  expect((await readPolicies(operator)).storageMode).toBe("irretrievable");
  env().LATCHKEY_KEK.clear();
});

test("sign-up by domain is refused while nothing can prove an address, and keeps the list when another mode is tried", async () => {
  const domains = { signUpMode: "domains", signUpDomains: ["example.com"] } as const;
  await expect(editSignUp(operator, { ...domains, signUpDomains: ["example.com"] })).rejects.toThrow(/SMTP_URL/);
  env().SMTP_URL = "smtp://127.0.0.1:1";
  await editSignUp(operator, { ...domains, signUpDomains: ["example.com"] });
  await editSignUp(operator, { signUpMode: "invited", signUpDomains: ["example.com"] });
  expect(await readPolicies(operator)).toMatchObject({ signUpMode: "invited", signUpDomains: ["example.com"] });
  env().SMTP_URL = undefined;
});

test("the product's name is kept as given", async () => {
  await editProduct(operator, { productName: "Zahlungen & Söhne" });
  expect((await deploymentSettings()).productName).toBe("Zahlungen & Söhne");
});

test.each([
  [editProductSchema, { productName: "" }],
  [editProductSchema, { productName: " \u200b " }],
  [editProductSchema, { productName: "x".repeat(61) }],
  [editProductSchema, { productName: "evil\u202eeman" }],
  [editProductSchema, { productName: "Acme", keyPrefix: "acme" }],
  [editKeyPrefixSchema, { keyPrefix: "a" }],
  [editKeyPrefixSchema, { keyPrefix: "1api" }],
  [editKeyPrefixSchema, { keyPrefix: "my_api" }],
  [editKeyPrefixSchema, { keyPrefix: "ａpi" }],
  [editKeyPrefixSchema, { keyPrefix: "a".repeat(17) }],
  [addScopeSchema, { name: 'read"', summary: "x" }],
  [addScopeSchema, { name: "read write", summary: "x" }],
  [addScopeSchema, { name: "a:b:c", summary: "x" }],
  [addScopeSchema, { name: "charges:", summary: "x" }],
  [addScopeSchema, { name: "read", summary: "x", minimumRole: "viewer" }],
  [addScopeSchema, { name: "read", summary: "" }],
  [editLimitsSchema, { defaultRateLimit: { limit: 0, windowSeconds: 60 } }],
  [editLimitsSchema, { defaultRateLimit: { limit: 1, windowSeconds: 86_401 } }],
  [editProviderPolicySchema, policyInput({ maximumLifetimeDays: 0 })],
  [editProviderPolicySchema, policyInput({ rotateEveryDays: 0.5 })],
  [editProviderPolicySchema, policyInput({ longestGraceSeconds: 30 * 86_400 + 1 })],
  [editProviderPolicySchema, { ...policyInput(), rotationSince: null }],
  [editStorageModeSchema, { storageMode: "retrievable", confirmation: "yes" }],
  [editStorageModeSchema, { storageMode: "plain", confirmation: "plain" }],
  [editSignUpSchema, { signUpMode: "domains", signUpDomains: [] }],
  [editSignUpSchema, { signUpMode: "domains", signUpDomains: ["com"] }],
  [editSignUpSchema, { signUpMode: "domains", signUpDomains: ["exa mple.com"] }],
  [editSignUpSchema, { signUpMode: "domains", signUpDomains: ["*.example.com"] }],
  [editSignUpSchema, { signUpMode: "domains", signUpDomains: ["example.com/x"] }],
  [editSignUpSchema, { signUpMode: "domains", signUpDomains: ["127.0.0.1"] }],
])("unusable input is refused: %#", (schema, input) => {
  expect(schema.safeParse(input).success).toBe(false);
});

test("domains are kept in one form", () => {
  const parsed = editSignUpSchema.parse({
    signUpMode: "domains",
    signUpDomains: [" @Example.COM", "example.com", "Müller.example"],
  });
  expect(parsed.signUpDomains).toEqual(["example.com", "xn--mller-kva.example"]);
});
