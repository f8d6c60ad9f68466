import { ROLES, type Role } from "@/lib/auth/role";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { createAccessToken } from "@/lib/teams/create-access-token";
import type { Command } from "./command";

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** A token acts for a person; from the command line that is the team's first owner. */
async function firstOwner(slug: string): Promise<{ teamId: string; userId: string }> {
  const owner = await prisma().membership.findFirst({
    where: { team: { slug }, role: "owner" },
    orderBy: { createdAt: "asc" },
  });
  if (owner === null) throw new DomainError("not_found", `There is no team ${slug} with an owner. Check the slug.`);
  return { teamId: owner.teamId, userId: owner.userId };
}

export const createAccessTokenCommand: Command = {
  name: "access-token create",
  usage: "--team SLUG [--role R] [--name N]",
  summary: `a token for the management API; roles: ${ROLES.join(", ")} (default developer)`,
  required: ["team"],
  optional: ["role", "name"],
  run: async ({ team = "", role = "developer", name = "command line" }) => {
    if (!isRole(role)) throw new DomainError("invalid", `${role} is no role. Choose one of: ${ROLES.join(", ")}.`);
    const { id, token } = await createAccessToken({ ...(await firstOwner(team)), name, role, expiresAt: null });
    return { json: { id, name, role, token }, text: `${id}\n${token}\nThe token is shown once.` };
  },
};
