import { expect, it } from "vitest";
import { PROVIDER_PROBLEMS } from "@/lib/auth/providers/provider-problem";
import { providerProblem, signInProblem } from "./sign-in-problem";

it("says the same for a wrong password and an unknown address, and passes the limit's own words on", () => {
  const answer = { status: 401, ok: false, url: null };
  expect(signInProblem({ ...answer, error: "CredentialsSignin" })).toContain("do not match an account");
  expect(signInProblem({ ...answer, error: "Too many attempts. Try again in 15 minutes." })).toBe(
    "Too many attempts. Try again in 15 minutes.",
  );
  expect(signInProblem({ status: 200, ok: true, url: "/", error: null })).toBeNull();
  expect(signInProblem(undefined)).toContain("did not answer");
});

it("says what a word in the address means, and puts no other text on the page", () => {
  expect(providerProblem(undefined)).toBeNull();
  expect(providerProblem("account_exists")).toBe(
    "This address has an account already. Sign in with your password, then link the provider in your account.",
  );
  expect(providerProblem("OAuthCallback")).toContain("refused");
  for (const odd of ["Call +1 555 0100 to unlock your account", "constructor", "__proto__", ""])
    expect(providerProblem(odd)).toBe("Signing in failed. Try again.");
  for (const problem of PROVIDER_PROBLEMS) expect(providerProblem(problem)).not.toBe("Signing in failed. Try again.");
});
