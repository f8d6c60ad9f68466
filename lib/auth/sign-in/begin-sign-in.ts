import type { RequestFrom } from "@/lib/auth/request-from";
import { type PendingSignIn, sealPendingSignIn } from "@/lib/auth/second-factor/pending-sign-in";
import { hasSecondFactor } from "@/lib/auth/second-factor/prove-second-factor";
import { startPasswordSession, startProviderSession } from "@/lib/auth/sessions/session";

/** What a sign-in leads to: a session, or the question for the second factor with the proof that the first one was given. */
export type BegunSignIn = { step: "done"; sessionId: string } | { step: "second_factor"; proof: string };

/**
 * The one way into a session. Whoever has proven a password (`passwordHash`: the hash it matched) or an account at a provider
 * passes here; for a person with a second factor no session starts before `finishSignIn`.
 * @returns null when the password was changed, or the account at the provider unlinked, in the meantime
 */
export async function beginSignIn(
  { passwordHash, ...who }: PendingSignIn & { passwordHash?: string },
  from: Pick<RequestFrom, "ip" | "userAgent">,
): Promise<BegunSignIn | null> {
  if (await hasSecondFactor(who.userId)) return { step: "second_factor", proof: await sealPendingSignIn(who) };
  const sessionId =
    passwordHash === undefined
      ? await startProviderSession(who.userId, from, who.method)
      : await startPasswordSession(who.userId, from, passwordHash);
  return sessionId === null ? null : { step: "done", sessionId };
}
