import { expect, it } from "vitest";
import { signInProblem } from "./sign-in-problem";

it("says the same for a wrong password and an unknown address, and passes the limit's own words on", () => {
  const answer = { status: 401, ok: false, url: null };
  expect(signInProblem({ ...answer, error: "CredentialsSignin" })).toContain("do not match an account");
  expect(signInProblem({ ...answer, error: "Too many attempts. Try again in 15 minutes." })).toBe(
    "Too many attempts. Try again in 15 minutes.",
  );
  expect(signInProblem({ status: 200, ok: true, url: "/", error: null })).toBeNull();
  expect(signInProblem(undefined)).toContain("did not answer");
});
