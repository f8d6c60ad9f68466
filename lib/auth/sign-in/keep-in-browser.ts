import "server-only";
import type { NextAuthOptions } from "next-auth";
import { endSession } from "@/lib/auth/sessions/session";
import { cookieSessionId } from "@/lib/auth/sessions/session-cookie";
import type { BegunSignIn } from "./begin-sign-in";
import { keepPendingProof } from "./pending-cookie";

/** The page of the second step. */
export const SECOND_STEP = "/sign-in/second-factor";

/** Whatever session this browser had ends when it gets another: nothing is left behind that nobody signs out of. */
export async function endSessionOfThisBrowser(options: Pick<NextAuthOptions, "cookies">): Promise<void> {
  const before = await cookieSessionId(options);
  if (before !== null) await endSession(before);
}

/**
 * What became of a first factor, kept where it belongs: the proof in a cookie while a code is due.
 * @returns the session's id, for next-auth's cookie; null: the second step comes next
 */
export async function keepInBrowser(
  begun: BegunSignIn,
  options: Pick<NextAuthOptions, "cookies">,
): Promise<string | null> {
  if (begun.step === "second_factor") {
    await keepPendingProof(begun.proof);
    return null;
  }
  await endSessionOfThisBrowser(options);
  return begun.sessionId;
}
