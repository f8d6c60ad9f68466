import { resetPassword } from "@/lib/auth/reset-password";
import type { Command } from "./command";

export const resetPasswordCommand: Command = {
  name: "user reset-password",
  usage: "--email E --password P",
  summary: "a new password for a person; ends all of their sessions",
  required: ["email", "password"],
  run: async ({ email = "", password = "" }) => {
    await resetPassword({ email, password });
    return { json: { email, reset: true }, text: `${email} has the new password; all sessions are ended.` };
  },
};
