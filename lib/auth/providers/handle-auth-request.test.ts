import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { log } from "@/lib/log";
import { AuthBrowser, DASHBOARD } from "@/lib/testing/auth-browser";
import { nobody, type ProviderWorld, startProviderWorld } from "@/lib/testing/provider-world";

// Who a provider lets in, over HTTP: next-auth, its checks, and what stands around it.

let world: ProviderWorld;
let oidc: ProviderWorld["oidc"];
let github: ProviderWorld["github"];
beforeAll(async () => {
  world = await startProviderWorld();
  ({ oidc, github } = world);
});
afterAll(() => world.close());
beforeEach(() => world.reset());
const accounts = () => prisma().user.count();

test("a verified address opens an account without a password; the same subject comes back to it, whatever its address is by then", async () => {
  const person = world.somebody(oidc);
  const first = world.browser();
  expect(await first.go("oidc")).toBe("/");
  const session = await world.userOf(first);
  expect(session).toMatchObject({
    method: "oidc",
    ip: "198.51.100.7",
    user: { email: person.email, name: person.name, passwordHash: null, emailConfirmedAt: expect.any(Date) },
  });
  Object.assign(oidc.person, { email: "moved@example.com" });
  const second = world.browser();
  expect(await second.go("oidc")).toBe("/");
  expect((await world.userOf(second))?.userId).toBe(session?.userId);
  expect(await prisma().user.count({ where: { email: "moved@example.com" } })).toBe(0);
});

test("claims that only userinfo tells are asked for there, and must be about the same subject", async () => {
  oidc.inUserinfoOnly = true;
  const person = world.somebody(oidc);
  const one = world.browser();
  expect(await one.go("oidc")).toBe("/");
  expect((await world.userOf(one))?.user.email).toBe(person.email);
  world.somebody(oidc);
  oidc.lie = { userinfoSub: "somebody-else" };
  expect(await world.browser().go("oidc")).toContain("error=OAuthCallback");
});

test("an address that has an account is never matched to it: no session, no link, and the word to sign in and link", async () => {
  const { userId } = await world.signedUp("taken@example.com");
  for (const [fake, id] of [
    [oidc, "oidc"],
    [github, "github"],
  ] as const) {
    world.somebody(fake, { email: "Taken@example.com" });
    const stranger = world.browser();
    expect(await stranger.go(id)).toBe("/sign-in?error=account_exists");
    expect(await stranger.sessionId()).toBeNull();
  }
  expect(await prisma().linkedAccount.count({ where: { userId } })).toBe(0);
});

test("an address the provider has not verified opens nothing, however it says so", async () => {
  const before = await accounts();
  for (const email_verified of [false, "true", 1, undefined, null]) {
    world.somebody(oidc, { email_verified });
    expect(await world.browser().go("oidc"), String(email_verified)).toBe("/sign-in?error=address_unverified");
  }
  world.somebody(github, { email_verified: false });
  expect(await world.browser().go("github")).toBe("/sign-in?error=address_unverified");
  expect(await accounts()).toBe(before);
});

test("of GitHub's addresses the primary one counts when it is verified, never the one shown on the profile", async () => {
  const person = world.somebody(github);
  const one = world.browser();
  expect(await one.go("github")).toBe("/");
  expect(await world.userOf(one)).toMatchObject({ method: "github", user: { email: person.email } });
  expect(await prisma().linkedAccount.findFirst({ where: { subject: person.sub } })).toMatchObject({ name: "octo" });
});

test("whoever has a second factor is asked for it behind a provider, too: no session before", async () => {
  world.somebody(oidc);
  const first = world.browser();
  await first.go("oidc");
  const { userId = "" } = (await world.userOf(first)) ?? {};
  const sealed = new Uint8Array(1);
  await prisma().secondFactor.create({ data: { userId, sealed, kekVersion: 1, confirmedAt: new Date() } });
  const second = world.browser();
  expect(await second.go("oidc")).toBe("/sign-in/second-factor");
  expect(await second.sessionId()).toBeNull();
  expect(await prisma().session.count({ where: { userId } })).toBe(1);
});

test("who signs in again to confirm that it is them is asked at the provider; a visitor's own query never gets there", async () => {
  world.somebody(oidc);
  const one = world.browser();
  expect((await one.press("oidc")).searchParams.get("prompt")).toBeNull();
  expect((await one.press("oidc", { again: "1" })).searchParams.get("prompt")).toBe("login");
  expect((await one.press("github", { again: "1" })).searchParams.get("prompt")).toBe("select_account");
  expect((await one.press("oidc?prompt=none&scope=admin")).searchParams.getAll("prompt")).toEqual([]);
  expect(await one.go("oidc", { again: "1" })).toBe("/");
  const before = await one.sessionId();
  expect(await one.go("oidc", { again: "1" })).toBe("/");
  const rows = await prisma().session.findMany({
    where: { id: { in: [before ?? "", (await one.sessionId()) ?? ""] } },
  });
  // The session that this browser had has ended with the new one.
  expect(rows.map(({ id, revokedAt }) => [id === before, revokedAt !== null]).toSorted()).toEqual([
    [false, false],
    [true, true],
  ]);
});

test("the operator's rule holds for providers as for passwords", async () => {
  await prisma().deployment.update({
    where: { id: 1 },
    data: { signUpMode: "domains", signUpDomains: ["example.org"] },
  });
  try {
    world.somebody(oidc);
    expect(await world.browser().go("oidc")).toBe("/sign-in?error=sign_up_refused");
    world.somebody(oidc, { email: "in@example.org" });
    expect(await world.browser().go("oidc")).toBe("/");
  } finally {
    await prisma().deployment.update({ where: { id: 1 }, data: { signUpMode: "anyone", signUpDomains: [] } });
  }
});

test("answers about one new subject at the same time make one account", async () => {
  const { signInWithProvider } = await import("./sign-in-with-provider");
  // The first round warms the connections up; without them the answers come one after the other.
  for (let round = 0; round < 5; round++) {
    const { sub, name = "", email = "" } = world.somebody(oidc);
    const identity = { provider: "oidc" as const, subject: sub, account: email, name, verifiedEmail: email };
    const made = await Promise.all(Array.from({ length: 5 }, () => signInWithProvider(identity, nobody)));
    expect(new Set(made.map((one) => ("userId" in one ? one.userId : one.problem))).size).toBe(1);
    expect(await prisma().user.count({ where: { email } })).toBe(1);
  }
});

test("nothing of a visitor's is added to what the provider is asked", async () => {
  const their = world.browser();
  const csrfToken = await their.csrfToken();
  const answer = await their.ask("/api/auth/signin/oidc?redirect_uri=https://evil.example&scope=all", {
    csrfToken,
    json: "true",
  });
  const asked = new URL(((await answer.json()) as { url: string }).url);
  expect(asked.searchParams.get("redirect_uri")).toBe(`${DASHBOARD}/api/auth/callback/oidc`);
  expect(asked.searchParams.get("scope")).toBe("openid email profile");
  expect(asked.searchParams.get("code_challenge_method")).toBe("S256");
  expect(asked.searchParams.get("nonce")).not.toBeNull();
});

test("no token of a provider is stored, and neither it nor code, state or address is logged", async () => {
  const lines: string[] = [];
  const spies = (["warn", "error", "info"] as const).map((level) =>
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void lines.push(JSON.stringify(words))),
  );
  const said = (["error", "warn", "log"] as const).map((level) => vi.spyOn(console, level));
  const person = world.somebody(oidc);
  const their = world.browser();
  const answer = await AuthBrowser.agree(await their.press("oidc"));
  const stranger = world.browser();
  await stranger.press("oidc");
  await stranger.bring(answer);
  await their.bring(answer);
  expect(lines.join()).toContain("OAUTH_CALLBACK_ERROR");
  const code = answer.searchParams.get("code") ?? "?";
  for (const secret of [code, answer.searchParams.get("state") ?? "?", person.email ?? "?", ...oidc.given])
    expect(lines.join()).not.toContain(secret);
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
  for (const spy of [...spies, ...said]) spy.mockRestore();
  const rows = await prisma().$queryRaw<{ row: string }[]>`
    SELECT l::text AS row FROM linked_accounts l UNION ALL SELECT u::text FROM users u UNION ALL SELECT s::text FROM sessions s`;
  const stored = JSON.stringify(rows);
  expect(stored).toContain(person.sub);
  for (const token of oidc.given) expect(stored).not.toContain(token);
});

test("nobody writes to the log through next-auth", async () => {
  const warn = vi.spyOn(log, "warn");
  expect((await world.browser().ask("/api/auth/_log", { level: "error", code: "forged" })).status).toBe(204);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
