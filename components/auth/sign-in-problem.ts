import type { SignInResponse } from "next-auth/react";
import type { ProviderProblem } from "@/lib/auth/providers/provider-problem";

const WRONG = "Email and password do not match an account. Check both and try again.";

/** What to tell the person, or null when the sign-in went through. The limit's own message says when to try again. */
export function signInProblem(answer: SignInResponse | undefined): string | null {
  if (answer === undefined) return "The server did not answer. Check the connection and try again.";
  if (answer.ok && !answer.error) return null;
  if (answer.error === null || answer.error === "CredentialsSignin") return WRONG;
  return answer.error;
}

const PROVIDER_PROBLEMS: Record<ProviderProblem, string> = {
  account_exists:
    "This address has an account already. Sign in with your password, then link the provider in your account.",
  address_unverified:
    "The provider has not verified your address, so no account was opened with it. Verify it there, or sign up with a password.",
  sign_up_refused:
    "Your address may not open an account here. Ask an owner of your team for an invitation, or the operator of this deployment.",
  linked_elsewhere:
    "That account is linked to another person here already. They unlink it first, or you link a different one.",
  unlinked: "This account was unlinked a moment ago. Sign in another way.",
  link_interrupted:
    "Nothing was linked: the provider did not confirm it, or you signed in anew meanwhile. Start again.",
  link_replaces: "An account at this provider is linked already. Unlink it first, then link the other one.",
  fresh_sign_in_required: "Confirm that it is you, then link the account again.",
  too_many_requests: "Too many attempts. Try again in 15 minutes.",
  unavailable: "The database cannot be reached right now. Try again in a minute.",
  internal: "Signing in failed on our side. Try again in a minute.",
};

// next-auth's own words, for what failed between it and the provider.
const NEXT_AUTH_PROBLEMS: Record<string, string> = {
  OAuthSignin: "The provider cannot be reached right now. Try again in a minute.",
  OAuthCallback: "The provider's answer was refused, or came too late. Start again.",
  Callback: "You were not signed in: the provider said no, or you stopped there. Start again.",
};

/**
 * What an error in the address of a page means, or null without one. Only words we know: a link must not put its own text on the
 * page on which people type their password.
 */
export function providerProblem(error: string | string[] | undefined): string | null {
  if (typeof error !== "string") return null;
  const known = new Map(Object.entries({ ...PROVIDER_PROBLEMS, ...NEXT_AUTH_PROBLEMS }));
  return known.get(error) ?? "Signing in failed. Try again.";
}
