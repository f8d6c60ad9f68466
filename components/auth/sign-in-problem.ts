import type { SignInResponse } from "next-auth/react";

const WRONG = "Email and password do not match an account. Check both and try again.";

/** What to tell the person, or null when the sign-in went through. The limit's own message says when to try again. */
export function signInProblem(answer: SignInResponse | undefined): string | null {
  if (answer === undefined) return "The server did not answer. Check the connection and try again.";
  if (answer.ok && !answer.error) return null;
  if (answer.error === null || answer.error === "CredentialsSignin") return WRONG;
  return answer.error;
}
