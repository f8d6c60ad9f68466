import "server-only";
import type { NextAuthOptions } from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { requestFrom } from "@/lib/auth/request-from";
import { beginSignIn } from "@/lib/auth/sign-in/begin-sign-in";
import { keepInBrowser, SECOND_STEP } from "@/lib/auth/sign-in/keep-in-browser";
import { signedIn } from "@/lib/auth/signed-in";
import { DomainError, isInfrastructureTrouble } from "@/lib/errors";
import { log } from "@/lib/log";
import { linkAccount } from "./link-account";
import type { ProvidedUser } from "./oauth-providers";
import type { ProviderProblem } from "./provider-problem";
import { signInWithProvider } from "./sign-in-with-provider";

const signInPage = (problem: ProviderProblem) => `/sign-in?error=${problem}`;
const linkPage = (provider: string, problem: ProviderProblem | null) =>
  `/account/security?${new URLSearchParams(problem ? { linkProblem: problem, provider } : { linked: provider })}`;

/**
 * next-auth's question whether somebody may sign in, once the provider's answer has passed all its checks (state, PKCE, nonce, issuer,
 * signature). A string is where to go instead of signing in.
 * Whoever may goes the one way into a session that passwords go, too.
 * @param linkingSession the session that started to link in this very request; null: somebody signs in
 */
export const providerSignIn =
  (linkingSession: string | null): NonNullable<NextAuthOptions["callbacks"]>["signIn"] =>
  async ({ user, account }) => {
    // Passwords and codes were judged before there was somebody to ask about.
    if (account?.type !== "oauth") return true;
    const provided = user as unknown as ProvidedUser;
    const { provider } = provided.identity;
    const refuse = (problem: ProviderProblem) =>
      linkingSession === null ? signInPage(problem) : linkPage(provider, problem);
    try {
      const from = await requestFrom();
      if (linkingSession !== null) {
        const person = await signedIn();
        if (person?.sessionId !== linkingSession) return refuse("link_interrupted");
        return linkPage(provider, await linkAccount({ ...person, ...from }, provided.identity));
      }
      const found = await signInWithProvider(provided.identity, from);
      if ("problem" in found) return refuse(found.problem);
      user.id = found.userId;
      const begun = await beginSignIn({ userId: found.userId, method: provider }, from);
      if (begun === null) return refuse("unlinked");
      const sessionId = await keepInBrowser(begun, authOptions);
      if (sessionId === null) return SECOND_STEP;
      user.sessionId = sessionId;
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === "too_many_requests") return refuse("too_many_requests");
      if (isInfrastructureTrouble(error)) return refuse("unavailable");
      log.error({ stack: error instanceof Error ? error.stack : String(error) }, "a sign-in with a provider failed");
      return refuse("internal");
    }
  };
