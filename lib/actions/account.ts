"use server";

import { requestFrom } from "@/lib/auth/request-from";
import { type SignUpInput, signUpSchema } from "@/lib/auth/schema";
import { endAllSessions } from "@/lib/auth/session";
import { signUp } from "@/lib/auth/sign-up";
import { signedIn } from "@/lib/auth/signed-in";
import { answer, refuseForeignOrigin } from "./define-action";
import type { ActionResult } from "./result";

/** A new account with its own team; signing in is the next step, with the same address and password. */
export async function signUpAction(
  input: SignUpInput,
): Promise<ActionResult<{ teamSlug: string; isOperator: boolean }>> {
  const from = await requestFrom();
  return answer(from.requestId, async () => {
    await refuseForeignOrigin();
    const { teamSlug, isOperator } = await signUp(signUpSchema.parse(input), from);
    return { teamSlug, isOperator };
  });
}

/** Ends every session of the person who asks, this one included. */
export async function signOutEverywhereAction(): Promise<ActionResult<null>> {
  const from = await requestFrom();
  return answer(from.requestId, async () => {
    await refuseForeignOrigin();
    const person = await signedIn();
    if (person) await endAllSessions(person.userId);
    return null;
  });
}
