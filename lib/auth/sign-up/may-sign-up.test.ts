import { expect, test } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { makeActor } from "@/lib/testing/fixtures";
import { domainOf, mailDomain } from "./mail-domain";
import { type SignUpCase, type SignUpRule, signUpProblem, whoMaySignUp } from "./may-sign-up";
import { signUp } from "./sign-up";
import { signUpPolicy } from "./sign-up-policy";

const from = { ip: null, userAgent: null, requestId: "req_test" };
const who = (email: string, given: Partial<SignUpCase> = {}): SignUpCase => ({
  email,
  isFirst: false,
  isInvited: false,
  isProven: true,
  ...given,
});
const domains = (...list: string[]): SignUpRule => ({ mode: "domains", domains: list });

test("the first account and an invited address get in under every rule", () => {
  for (const rule of [{ mode: "invited", domains: [] } as const, domains("acme.example"), domains()]) {
    expect(signUpProblem(rule, who("a@elsewhere.example", { isFirst: true, isProven: false }))).toBeNull();
    expect(signUpProblem(rule, who("a@elsewhere.example", { isInvited: true, isProven: false }))).toBeNull();
    expect(signUpProblem(rule, who("a@elsewhere.example"))).not.toBeNull();
  }
  expect(signUpProblem({ mode: "anyone", domains: [] }, who("a@elsewhere.example", { isProven: false }))).toBeNull();
});

test("a domain means itself: no sub-domain, no ending of it, no local part that looks like it; case and script do not matter", () => {
  const rule = domains("Acme.Example", "müller.example");
  for (const email of ["a@acme.example", "a@xn--mller-kva.example"])
    expect(signUpProblem(rule, who(email)), email).toBeNull();
  for (const email of [
    "a@mail.acme.example",
    "a@notacme.example",
    "a@acme.example.org",
    "acme.example@elsewhere.example",
    "a@acme.exampl",
    "a@muller.example",
  ])
    expect(signUpProblem(rule, who(email)), email).toContain("takes an address at Acme.Example, müller.example");
});

test("a domain is believed only of an address that will be proven", () => {
  expect(signUpProblem(domains("acme.example"), who("a@acme.example", { isProven: false }))).toMatch(/sends no mail/);
});

test("what is no mail domain is none", () => {
  for (const bad of ["", "acme", "a b.example", "acme.example/x", "*.acme.example", "127.0.0.1", "acme..example"])
    expect(mailDomain(bad), bad).toBeNull();
  expect(mailDomain(" BÜCHER.example ")).toBe("xn--bcher-kva.example");
  expect(domainOf('"a@b"@acme.example')).toBe("acme.example");
});

test("the sign-up page says who may", () => {
  expect(whoMaySignUp({ mode: "anyone", domains: [] })).toBeNull();
  expect(whoMaySignUp({ mode: "invited", domains: [] })).toMatch(/Only invited people/);
  expect(whoMaySignUp(domains("acme.example"))).toContain("acme.example");
});

test("the rule holds at the sign-up itself, and an open invitation is one that is neither accepted, withdrawn nor expired", async () => {
  const attempt = (email: string) =>
    signUp({ name: "Ada", email, password: "correct horse battery staple", teamName: "Engines" }, from).then(
      () => "in",
      (error) => error.code,
    );
  const set = (signUpMode: SignUpRule["mode"], signUpDomains: string[] = []) =>
    prisma().deployment.update({ where: { id: 1 }, data: { signUpMode, signUpDomains } });
  await set("invited");
  expect(await attempt("operator@acme.example")).toBe("in");
  expect(await attempt("b@acme.example")).toBe("forbidden");

  const { teamId, userId } = await makeActor();
  const invite = (email: string, given: object = {}) =>
    prisma().invitation.create({
      data: {
        id: crypto.randomUUID(),
        teamId,
        email,
        role: "developer",
        hash: crypto.getRandomValues(new Uint8Array(32)),
        invitedById: userId,
        invitedByName: "Ada",
        expiresAt: new Date(Date.now() + 60_000),
        ...given,
      },
    });
  await invite("open@acme.example");
  await invite("accepted@acme.example", { acceptedAt: new Date() });
  await invite("withdrawn@acme.example", { withdrawnAt: new Date() });
  await invite("expired@acme.example", { expiresAt: new Date(Date.now() - 1) });
  for (const ended of ["accepted", "withdrawn", "expired"])
    expect(await attempt(`${ended}@acme.example`)).toBe("forbidden");
  expect(await attempt("open@acme.example")).toBe("in");

  // Without mail nobody could tell whose address it is.
  await set("domains", ["acme.example"]);
  expect(await attempt("c@acme.example")).toBe("forbidden");
  expect((await signUpPolicy()).warning).toMatch(/mail is not/);
  await set("anyone");
  expect(await attempt("c@acme.example")).toBe("in");
  expect(
    (await prisma().user.findUniqueOrThrow({ where: { email: "c@acme.example" } })).emailConfirmedAt,
  ).not.toBeNull();
});
