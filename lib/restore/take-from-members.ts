import type { Actor } from "@/lib/auth/actor";
import { atLeast, type Role } from "@/lib/auth/role";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { showId } from "@/lib/ids";
import { changeRole } from "@/lib/teams/change-role";
import { removeMember } from "@/lib/teams/remove-member";

/** `left`: what the team's rules do not allow now, such as to be without an owner, in words. */
export type FromMembers = { done: string[]; left: string[] };

/** Takes out of the team who has left it, and lowers roles that were lowered. */
export async function takeFromMembers(
  actor: Actor,
  members: ReadonlyMap<string, Role | "gone">,
  dryRun: boolean,
): Promise<FromMembers> {
  const found: FromMembers = { done: [], left: [] };
  for (const [userId, role] of members) {
    const member = await prisma().membership.findUnique({ where: { teamId_userId: { teamId: actor.teamId, userId } } });
    if (member === null || (role !== "gone" && atLeast(role, member.role))) continue;
    const shown = showId("user", userId);
    try {
      if (dryRun) found.done.push(role === "gone" ? "member.remove" : "member.change_role");
      else if (role === "gone") {
        await removeMember(actor, { userId: shown });
        found.done.push("member.remove");
      } else {
        await changeRole(actor, { userId: shown, role });
        found.done.push("member.change_role");
      }
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
      found.left.push(error.message);
    }
  }
  return found;
}
