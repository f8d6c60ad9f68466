import { recordEvent } from "@/lib/audit/record-event";
import type { Role } from "@/lib/auth/role";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { newId, showId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";

/**
 * A token for the management API; the plaintext is in this answer and nowhere else. What it may do is never more than
 * `role` and never more than its creator's role at the time of use.
 * @throws DomainError not_found when the person is no member of the team
 */
export async function createAccessToken(input: {
  teamId: string;
  userId: string;
  name: string;
  role: Role;
  expiresAt: Date | null;
}): Promise<{ id: string; token: string }> {
  const { plaintext, hash, lastFour } = generateToken("access");
  const id = newId();
  return inTransaction(async (tx) => {
    const membership = await tx.membership.findUnique({
      where: { teamId_userId: { teamId: input.teamId, userId: input.userId } },
      include: { user: true },
    });
    if (membership === null) throw new DomainError("not_found", "This person is no member of the team.");
    await tx.accessToken.create({
      data: { ...input, id, hash: new Uint8Array(hash), lastFour, createdAt: clock.now() },
    });
    const creator = {
      kind: "user" as const,
      id: input.userId,
      name: membership.user.name,
      ip: null,
      userAgent: null,
      requestId: "",
    };
    await recordEvent(tx, input.teamId, creator, {
      action: "access_token.create",
      target: { kind: "access_token", id },
      after: { name: input.name, role: input.role, expiresAt: input.expiresAt?.toISOString() ?? null },
    });
    return { id: showId("token", id), token: plaintext };
  });
}
