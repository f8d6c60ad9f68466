import { beforeAll, expect, test } from "vitest";
import { changeEmail } from "@/lib/auth/account/change-email";
import type { Person } from "@/lib/auth/person";
import { readSession, startSession } from "@/lib/auth/sessions/session";
import { beginSignIn } from "@/lib/auth/sign-in/begin-sign-in";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { makeActor } from "@/lib/testing/fixtures";
import { listLinkedAccounts } from "./list-linked-accounts";
import { PROVIDERS, type ProviderId } from "./provider";
import { unlinkAccount } from "./unlink-account";

// Google is not configured here.
beforeAll(() => {
  Object.assign(process.env, {
    GITHUB_ID: "id",
    GITHUB_SECRET: "secret",
    OIDC_ISSUER: "https://login.example.com",
    OIDC_CLIENT_ID: "id",
    OIDC_CLIENT_SECRET: "secret",
  });
});

async function somebody(passwordHash: string | null, ...linked: ProviderId[]): Promise<Person> {
  const { userId, ip, userAgent, requestId } = await makeActor();
  await prisma().user.update({ where: { id: userId }, data: { passwordHash } });
  await prisma().linkedAccount.createMany({
    data: linked.map((provider) => ({ id: newId(), userId, provider, subject: newId(), name: "octo" })),
  });
  const from = { ip, userAgent, requestId };
  const person = await readSession(await startSession(userId, from));
  if (person === null) throw new Error("not signed in");
  return { ...person, ...from };
}
const left = (person: Person) => prisma().linkedAccount.count({ where: { userId: person.userId } });

test("the last way in stays: without a password, the only account at a provider that is configured", async () => {
  const alone = await somebody(null, "github");
  await expect(unlinkAccount(alone, { provider: "github" })).rejects.toMatchObject({ code: "conflict" });
  const beside = await somebody(null, "github", "google");
  await expect(unlinkAccount(beside, { provider: "github" })).rejects.toMatchObject({ code: "conflict" });
  await unlinkAccount(beside, { provider: "google" });
  const secured = await somebody("a hash", "github");
  await unlinkAccount(secured, { provider: "github" });
  expect(await Promise.all([alone, beside, secured].map(left))).toEqual([1, 1, 0]);
  expect(await prisma().auditEvent.count({ where: { action: "account.unlink", actorId: secured.userId } })).toBe(1);
});

test("two unlinked at the same time leave one", async () => {
  for (let round = 0; round < 5; round++) {
    const person = await somebody(null, "github", "oidc");
    await Promise.allSettled((["github", "oidc"] as const).map((provider) => unlinkAccount(person, { provider })));
    expect(await left(person)).toBe(1);
  }
});

test("unlinking ends the other sessions that began with that account, asks for a fresh proof, and knows only one's own", async () => {
  const person = await somebody("a hash", "oidc");
  const byProvider = await startSession(person.userId, person, "oidc");
  const byPassword = await startSession(person.userId, person);
  const stale = { ...person, authenticatedAt: new Date(Date.now() - 11 * 60_000) };
  await expect(unlinkAccount(stale, { provider: "oidc" })).rejects.toMatchObject({ code: "fresh_sign_in_required" });
  await unlinkAccount(person, { provider: "oidc" });
  expect(await readSession(byProvider)).toBeNull();
  expect(await readSession(byPassword)).not.toBeNull();
  expect(await readSession(person.sessionId)).not.toBeNull();
  await expect(unlinkAccount(person, { provider: "oidc" })).rejects.toMatchObject({ code: "not_found" });
});

test("a sign-in with an account that is being unlinked starts nothing that lasts", async () => {
  for (let round = 0; round < 5; round++) {
    const person = await somebody("a hash", "oidc");
    const signIn = () => beginSignIn({ userId: person.userId, method: "oidc" }, person);
    await Promise.all([signIn(), signIn(), unlinkAccount(person, { provider: "oidc" }), signIn(), signIn()]);
    const live = { userId: person.userId, method: "oidc", revokedAt: null };
    expect(await prisma().session.count({ where: live })).toBe(0);
    expect(await signIn()).toBeNull();
  }
});

test("the list shows what is configured and what was linked before, each by its name", async () => {
  const person = await somebody("a hash", "google");
  const list = await listLinkedAccounts(person.userId);
  expect(list.map(({ id }) => id)).toEqual(PROVIDERS);
  expect(list.map(({ name, linked, isConfigured }) => [name, linked?.account ?? null, isConfigured])).toEqual([
    ["GitHub", null, true],
    ["Google", "octo", false],
    ["login.example.com", null, true],
  ]);
});

test("without mail an address changes at once, to none that another account has", async () => {
  const [person, other] = [await somebody("a hash"), await somebody("a hash")];
  await expect(changeEmail(person, { email: other.email })).rejects.toMatchObject({ code: "conflict" });
  const tries = await Promise.allSettled(
    [person, other].map((one) => changeEmail(one, { email: "wanted@example.com" })),
  );
  expect(tries.map((one) => (one.status === "rejected" ? one.reason.code : "changed")).sort()).toEqual([
    "changed",
    "conflict",
  ]);
  expect(await prisma().user.count({ where: { email: "wanted@example.com" } })).toBe(1);
});
