import { createResetLink, resetPassword } from "@/lib/auth/account/reset-password";
import { removeSecondFactor } from "@/lib/auth/second-factor/turn-off-second-factor";
import type { Command } from "./command";
import { UsageError } from "./read-command-line";

export const resetPasswordCommand: Command = {
  name: "user reset-password",
  usage: "--email E (--link | --password P)",
  summary:
    "a link for a person to choose a new password with, once, or a new password at once; ends all of their sessions",
  required: ["email"],
  optional: ["password"],
  switches: ["link"],
  run: async ({ email = "", password, link }) => {
    if ((link === undefined) === (password === undefined))
      throw new UsageError("user reset-password needs either --link or --password.");
    if (password !== undefined) {
      await resetPassword({ email, password });
      return { json: { email, reset: true }, text: `${email} has the new password; all sessions are ended.` };
    }
    const made = await createResetLink({ email });
    return { json: { email, link: made }, text: `For ${email}, once, within 30 minutes: ${made}` };
  },
};

export const removeSecondFactorCommand: Command = {
  name: "user remove-second-factor",
  usage: "--email E",
  summary: "for a person who lost phone and recovery codes; ends all of their sessions",
  required: ["email"],
  run: async ({ email = "" }) => {
    await removeSecondFactor({ email });
    return {
      json: { email, removed: true },
      text: `${email} signs in without a second factor from now on; all sessions are ended.`,
    };
  },
};
