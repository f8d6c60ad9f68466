import { prisma } from "@/lib/db/prisma";
import { maskSecret } from "@/lib/keys/mask-secret";
import type { JudgedKey } from "./judge-key";

/** Those of the keys that exist, with the secrets that have an end. */
export async function loadJudgedKeys(teamId: string, keyIds: string[]): Promise<JudgedKey[]> {
  const rows = await prisma().key.findMany({
    where: { teamId, id: { in: keyIds } },
    select: {
      id: true,
      environment: true,
      revokedAt: true,
      secrets: {
        where: { endsAt: { not: null } },
        select: { publicId: true, prefix: true, lastFour: true, imported: true, endsAt: true },
      },
    },
  });
  return rows.map(({ id, environment, revokedAt, secrets }) => ({
    teamId,
    environment,
    keyId: id,
    revokedAt: revokedAt?.getTime() ?? null,
    secrets: secrets.map((secret) => ({
      secretId: secret.publicId,
      masked: maskSecret(secret, environment),
      endsAt: secret.endsAt?.getTime() ?? null,
    })),
  }));
}
