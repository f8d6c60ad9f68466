"use server";

import { z } from "zod";
import { changeEmail } from "@/lib/auth/account/change-email";
import { choosePassword } from "@/lib/auth/account/choose-password";
import { confirmEmail } from "@/lib/auth/account/confirm-email";
import { requestPasswordReset } from "@/lib/auth/account/request-password-reset";
import { resendConfirmation } from "@/lib/auth/account/resend-confirmation";
import { requireMayLink } from "@/lib/auth/providers/require-may-link";
import { unlinkAccount } from "@/lib/auth/providers/unlink-account";
import { addressSchema, choosePasswordSchema, confirmEmailSchema, providerSchema } from "@/lib/auth/schema";
import { definePersonAction, definePublicAction, defineUnconfirmedAction } from "./define-action";

/** The same answer whether or not the address has an account. */
export const requestPasswordResetAction = definePublicAction(addressSchema, async (from, input) => {
  await requestPasswordReset(input, from);
  return null;
});

export const choosePasswordAction = definePublicAction(choosePasswordSchema, (from, input) =>
  choosePassword(input, from),
);

export const resendConfirmationAction = defineUnconfirmedAction(z.strictObject({}), (person, _input, from) =>
  resendConfirmation(person, from),
);

export const confirmEmailAction = defineUnconfirmedAction(confirmEmailSchema, confirmEmail);

export const changeEmailAction = definePersonAction(addressSchema, changeEmail);

/** Whether linking may start; the start itself is a request to next-auth, which asks the same again. */
export const startLinkAction = definePersonAction(providerSchema, async (person, input) => {
  await requireMayLink(person, input);
  return null;
});

export const unlinkAccountAction = definePersonAction(providerSchema, async (person, input) => {
  await unlinkAccount(person, input);
  return null;
});
