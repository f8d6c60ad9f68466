"use server";

import { z } from "zod";
import { changePassword } from "@/lib/auth/account/change-password";
import { renamePerson } from "@/lib/auth/account/rename-person";
import {
  changePasswordSchema,
  confirmIdentitySchema,
  renamePersonSchema,
  sessionIdSchema,
  signUpSchema,
} from "@/lib/auth/schema";
import { revokeSession } from "@/lib/auth/sessions/revoke-session";
import { endAllSessions, endOtherSessions } from "@/lib/auth/sessions/session";
import { confirmIdentity, identityProof } from "@/lib/auth/sign-in/confirm-identity";
import { openAccount } from "@/lib/auth/sign-up/open-account";
import { definePersonAction, definePublicAction } from "./define-action";

/** A new account with its own team; what comes next is the answer's to say. */
export const signUpAction = definePublicAction(signUpSchema, (from, input) => openAccount(input, from));

/** Ends every session of the person who asks, this one included. */
export const signOutEverywhereAction = definePersonAction(z.strictObject({}), async (person) => {
  await endAllSessions(person.userId);
  return null;
});

/** What this person is asked for to prove who they are. */
export const identityProofAction = definePersonAction(z.strictObject({}), identityProof);

/** Makes this session's sign-in fresh again. */
export const confirmIdentityAction = definePersonAction(confirmIdentitySchema, async (person, input) => {
  await confirmIdentity(person, input);
  return null;
});

export const renamePersonAction = definePersonAction(renamePersonSchema, async (person, input) => {
  await renamePerson(person, input);
  return null;
});

/** Ends the person's other sessions and answers how many. */
export const changePasswordAction = definePersonAction(changePasswordSchema, changePassword);

export const revokeSessionAction = definePersonAction(sessionIdSchema, async (person, input) => {
  await revokeSession(person, input);
  return null;
});

/** Ends every session of the person but this one, and answers how many. */
export const revokeOtherSessionsAction = definePersonAction(z.strictObject({}), async (person) => ({
  ended: await endOtherSessions(person),
}));
