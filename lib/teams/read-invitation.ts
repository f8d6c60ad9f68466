import type { Role } from "@/lib/auth/role";
import { prisma } from "@/lib/db/prisma";
import { findInvitation } from "./find-invitation";
import { maskAddress } from "./mask-address";

export type ReadInvitation =
  /** Unknown, used, withdrawn or expired: nobody is told which. */
  | { state: "over" }
  /** Somebody is signed in whom it does not invite; `address` is masked. */
  | { state: "other"; address: string }
  | {
      state: "open";
      team: string;
      role: Role;
      invitedBy: string;
      email: string;
      expiresAt: string;
      /** What comes next: to accept, to sign in, or to open an account. */
      next: "accept" | "sign-in" | "sign-up";
    };

/**
 * What the page of an invitation may show, to whoever holds its link.
 * @param person who is signed in, if anybody is
 * @throws DomainError too_many_requests
 */
export async function readInvitation(
  token: string,
  from: { ip: string | null },
  person: { email: string } | null,
): Promise<ReadInvitation> {
  const invitation = await findInvitation(token, from);
  if (invitation === null) return { state: "over" };
  const { email, role, invitedByName, expiresAt } = invitation;
  if (person !== null && person.email !== email) return { state: "other", address: maskAddress(email) };
  const hasAccount = person !== null || (await prisma().user.findUnique({ where: { email }, select: { id: true } }));
  return {
    state: "open",
    team: invitation.team.name,
    role,
    invitedBy: invitedByName,
    email,
    expiresAt: expiresAt.toISOString(),
    next: person ? "accept" : hasAccount ? "sign-in" : "sign-up",
  };
}
