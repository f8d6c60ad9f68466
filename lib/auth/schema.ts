import { z } from "zod";
import { PROVIDERS } from "./providers/provider";

const CONTROL = /[\p{Cc}\p{Cs}]/u;

/** One line that people read: trimmed, without control characters, counted as people count. */
export const text = (what: string, maximum: number) =>
  z
    .string()
    .trim()
    .min(1, `Give ${what}.`)
    .refine((value) => [...value].length <= maximum, `At most ${maximum} characters.`)
    .refine((value) => !CONTROL.test(value), "Control characters cannot be used here.");

const EMAIL = "Give an address such as ada@example.com.";

/** Lower case; quoted local parts and look-alike signs are refused, since mail systems disagree about them. */
export const emailSchema = z
  .string()
  .trim()
  .max(254, "At most 254 characters.")
  // Before the lower case, which makes an ASCII k of the Kelvin sign.
  .regex(/^[\x21-\x7e]*$/, EMAIL)
  .toLowerCase()
  .pipe(z.email(EMAIL));

export const signUpSchema = z.strictObject({
  name: text("your name", 100),
  email: emailSchema,
  password: z.string().max(1_024),
  teamName: text("the team a name", 80),
});
export type SignUpInput = z.output<typeof signUpSchema>;

export const signInSchema = z.strictObject({ email: emailSchema, password: z.string().min(1).max(1_024) });

/** A code of an app or a recovery code, as it is typed. */
export const codeSchema = z.string().trim().min(1, "Type the code.").max(64, "A code is shorter than this.");

export const confirmIdentitySchema = z.strictObject({
  password: z.string().min(1, "Type your password.").max(1_024),
  code: codeSchema.optional(),
});
export type ConfirmIdentityInput = z.output<typeof confirmIdentitySchema>;

const newPassword = z.string().min(1, "Choose a password.").max(1_024);
/** `current`: left out only where there is no password yet. */
export const changePasswordSchema = z.strictObject({
  current: z.string().min(1, "Type your current password.").max(1_024).optional(),
  password: newPassword,
});
export type ChangePasswordInput = z.output<typeof changePasswordSchema>;

export const renamePersonSchema = z.strictObject({ name: text("your name", 100) });
export type RenamePersonInput = z.output<typeof renamePersonSchema>;
export const sessionIdSchema = z.strictObject({ sessionId: z.string().max(64) });
export const confirmEnrolmentSchema = z.strictObject({ code: codeSchema });
export const addressSchema = z.strictObject({ email: emailSchema });
export type AddressInput = z.output<typeof addressSchema>;

/** Out of a link in a mail; what it is worth is the database's to say. */
const mailToken = z.string().max(128);

export const choosePasswordSchema = z.strictObject({
  token: mailToken,
  password: z.string().min(1, "Choose a password.").max(1_024),
});
export type ChoosePasswordInput = z.output<typeof choosePasswordSchema>;

export const confirmEmailSchema = z.strictObject({ token: mailToken });
export type ConfirmEmailInput = z.output<typeof confirmEmailSchema>;

export const providerSchema = z.strictObject({ provider: z.enum(PROVIDERS, "There is no such provider.") });
export type ProviderInput = z.output<typeof providerSchema>;
