import { z } from "zod";

const CONTROL = /[\p{Cc}\p{Cs}]/u;

const text = (what: string, maximum: number) =>
  z
    .string()
    .trim()
    .min(1, `Give ${what}.`)
    .refine((value) => [...value].length <= maximum, `At most ${maximum} characters.`)
    .refine((value) => !CONTROL.test(value), "Control characters cannot be used here.");

/** Lower case; quoted local parts and look-alike signs are refused, since mail systems disagree about them. */
export const emailSchema = z
  .string()
  .trim()
  .max(254, "At most 254 characters.")
  .toLowerCase()
  .pipe(z.email("Give an address such as ada@example.com."));

export const signUpSchema = z.strictObject({
  name: text("your name", 100),
  email: emailSchema,
  password: z.string().max(1_024),
  teamName: text("the team a name", 80),
});
export type SignUpInput = z.output<typeof signUpSchema>;

export const signInSchema = z.strictObject({ email: emailSchema, password: z.string().min(1).max(1_024) });
