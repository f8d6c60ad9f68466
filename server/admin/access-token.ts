import { ROLES, type Role } from "@/lib/auth/role";
import { DomainError } from "@/lib/errors";
import { commandLineActor } from "@/lib/teams/command-line-actor";
import { createAccessToken } from "@/lib/teams/create-access-token";
import type { Command } from "./command";

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

export const createAccessTokenCommand: Command = {
  name: "access-token create",
  usage: "--team SLUG [--role R] [--name N]",
  summary: `a token for the management API; roles: ${ROLES.join(", ")} (default developer)`,
  required: ["team"],
  optional: ["role", "name"],
  run: async ({ team = "", role = "developer", name = "command line" }) => {
    if (!isRole(role)) throw new DomainError("invalid", `${role} is no role. Choose one of: ${ROLES.join(", ")}.`);
    const { id, token } = await createAccessToken(await commandLineActor(team), {
      ...{ name, role, expiresAt: null },
    });
    return { json: { id, name, role, token }, text: `${id}\n${token}\nThe token is shown once.` };
  },
};
