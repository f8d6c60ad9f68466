import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { AuthBrowser } from "@/lib/testing/auth-browser";
import { type ProviderWorld, startProviderWorld } from "@/lib/testing/provider-world";

// Answers of providers that are not what they seem, and links that are started and finished by whom they should not be.

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

test("provider-confused answers are refused: nobody is signed in and no account made", async () => {
  world.somebody(oidc);
  world.somebody(github);
  const before = await accounts();
  const refused = async (what: string, their: AuthBrowser, answer: URL) => {
    expect(await their.bring(answer), what).toMatch(/error=(OAuthCallback|Callback)/);
    expect(await their.sessionId(), what).toBeNull();
    expect(await accounts(), what).toBe(before);
  };
  const answered = async (provider: string) => {
    const their = world.browser();
    return { their, answer: await AuthBrowser.agree(await their.press(provider)) };
  };

  {
    const { their, answer } = await answered("github");
    answer.pathname = "/api/auth/callback/oidc";
    await refused("an answer of GitHub at the callback of the OpenID provider", their, answer);
  }
  {
    const { their, answer } = await answered("oidc");
    answer.pathname = "/api/auth/callback/github";
    await refused("and the other way round", their, answer);
  }
  {
    const { their, answer } = await answered("oidc");
    answer.searchParams.set("iss", github.issuer);
    await refused("another issuer's name (RFC 9207)", their, answer);
  }
  {
    const { their, answer } = await answered("oidc");
    answer.searchParams.delete("iss");
    await refused("no name, of a provider that promised to give one", their, answer);
  }
  {
    const { their, answer } = await answered("github");
    answer.searchParams.set("iss", oidc.issuer);
    await refused("another issuer's name at GitHub's callback", their, answer);
  }
  {
    const { their } = await answered("oidc");
    await refused("the answer somebody else asked for", their, (await answered("oidc")).answer);
  }
  {
    const { their, answer } = await answered("oidc");
    const { answer: theirs } = await answered("oidc");
    answer.searchParams.set("code", theirs.searchParams.get("code") ?? "");
    await refused("a code that was injected", their, answer);
  }
  {
    const { answer } = await answered("oidc");
    await refused("an answer in a browser that asked for none", world.browser(), answer);
  }
  {
    const { their, answer } = await answered("oidc");
    their.cookies.delete("next-auth.pkce.code_verifier");
    await refused("without what only the asking browser knows", their, answer);
  }
  {
    const { their, answer } = await answered("oidc");
    answer.searchParams.append("code", answer.searchParams.get("code") ?? "");
    await refused("a parameter twice", their, answer);
  }
  {
    // Its state is of the first press; the second took its place.
    const { their, answer } = await answered("oidc");
    await their.press("github");
    await refused("an answer from before another provider was asked", their, answer);
  }
  for (const lie of [
    { tokenIssuer: "https://login.example.org" },
    { nonce: "of another request" },
    { algorithm: "none" as const },
  ]) {
    oidc.lie = lie;
    const { their, answer } = await answered("oidc");
    await refused(JSON.stringify(lie), their, answer);
    oidc.lie = {};
  }
  expect((await world.browser().ask("/api/auth/callback/oidc", { code: "a", state: "b" })).status).toBe(405);
});

test("metadata about another issuer than the one configured are not believed", async () => {
  world.somebody(oidc);
  const their = world.browser();
  oidc.lie = { metadataIssuer: github.issuer, iss: github.issuer, tokenIssuer: github.issuer };
  expect(await their.go("oidc")).toContain("error=OAuthCallback");
  expect(await their.sessionId()).toBeNull();
});

test("linking: by who is signed in, freshly; from then on the account signs them in, and they stay in their session", async () => {
  const { userId, browser: their } = await world.signedUp("linker@example.com");
  world.somebody(oidc, { email: "elsewhere@example.org", email_verified: false });
  const session = await their.sessionId();
  expect(await their.go("oidc", { link: "1" })).toBe("/account/security?linked=oidc");
  expect(await their.sessionId()).toBe(session);
  const other = world.browser();
  expect(await other.go("oidc")).toBe("/");
  expect((await world.userOf(other))?.userId).toBe(userId);
  expect(await prisma().auditEvent.count({ where: { action: "account.link", actorId: userId } })).toBe(1);

  // Another one at the same provider would replace it.
  world.somebody(oidc);
  expect((await their.press("oidc", { link: "1" })).search).toContain("linkProblem=link_replaces");
  // An account that is linked to somebody else stays theirs.
  const { browser: thief } = await world.signedUp("thief@example.com");
  oidc.person = { sub: (await prisma().linkedAccount.findFirstOrThrow({ where: { userId } })).subject };
  expect(await thief.go("oidc", { link: "1" })).toBe("/account/security?linkProblem=linked_elsewhere&provider=oidc");
  expect((await prisma().linkedAccount.findFirstOrThrow({ where: { subject: oidc.person.sub } })).userId).toBe(userId);
});

test("linking starts neither signed out nor with an old proof", async () => {
  expect((await world.browser().press("oidc", { link: "1" })).pathname).toBe("/sign-in");
  const { browser: their } = await world.signedUp("stale@example.com");
  const restore = setClock(() => Date.now() + 11 * 60_000);
  expect((await their.press("oidc", { link: "1" })).search).toContain("linkProblem=fresh_sign_in_required");
  restore();
});

test("a link that one session started no other finishes", async () => {
  const { userId, browser: victim } = await world.signedUp("victim@example.com");
  const { userId: attackerId, browser: attacker } = await world.signedUp("attacker@example.com");
  world.somebody(oidc);
  const answer = await AuthBrowser.agree(await attacker.press("oidc", { link: "1" }));
  // The answer alone, in the victim's browser.
  expect(await victim.bring(answer)).toMatch(/error=OAuthCallback/);
  // With every cookie of the attacker's but the session's.
  for (const [name, value] of attacker.cookies) if (!name.includes("session")) victim.cookies.set(name, value);
  expect(await victim.bring(answer)).toContain("linkProblem=link_interrupted");
  // A session that ended meanwhile.
  const second = await AuthBrowser.agree(await attacker.press("oidc", { link: "1" }));
  await prisma().session.updateMany({ where: { userId: attackerId }, data: { revokedAt: new Date() } });
  expect(await attacker.bring(second)).toContain("linkProblem=link_interrupted");
  expect(await prisma().linkedAccount.count({ where: { userId: { in: [userId, attackerId] } } })).toBe(0);
  expect(await prisma().linkedAccount.count({ where: { subject: oidc.person.sub } })).toBe(0);
});

test("a link that was begun and left is not what a later sign-in finishes", async () => {
  const { browser: their } = await world.signedUp("wanderer@example.com");
  const person = world.somebody(oidc);
  await their.press("oidc", { link: "1" });
  const left = their.cookies.get("latchkey.link") ?? "";
  const leaving = await their.press("oidc");
  expect(their.cookies.has("latchkey.link")).toBe(false);
  // Even where it was kept: it belongs to another request.
  their.cookies.set("latchkey.link", left);
  expect(await their.bring(await AuthBrowser.agree(leaving))).toBe("/");
  expect((await world.userOf(their))?.user.email).toBe(person.email);
});
