import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";

/** The public ids of the key's secrets whose sealed form is kept. Which of them may be shown, the reveal itself decides. */
export async function retrievableSecrets(actor: Actor, shownKeyId: string): Promise<string[]> {
  authorise(actor, "key:read");
  const keyId = readId("key", shownKeyId);
  if (keyId === null) return [];
  const rows = await prisma().sealedSecret.findMany({
    where: { secret: { key: { id: keyId, teamId: actor.teamId } } },
    select: { publicId: true },
  });
  return rows.map(({ publicId }) => publicId);
}
