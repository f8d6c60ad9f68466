import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma, type Transaction } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";

export const withSecrets = {
  secrets: { include: { lastUse: true }, orderBy: [{ createdAt: "desc" }, { publicId: "desc" }] },
} as const satisfies Prisma.KeyInclude;

export type StoredKey = Prisma.KeyGetPayload<{ include: typeof withSecrets }>;

type InTeam = Pick<Actor, "teamId">;

/** @throws DomainError not_found for an unknown and for a foreign id alike */
export async function loadKey(actor: InTeam, shownId: string, tx: Transaction = prisma()): Promise<StoredKey> {
  const id = readId("key", shownId);
  const key = id && (await tx.key.findFirst({ where: { id, teamId: actor.teamId }, include: withSecrets }));
  if (!key) throw notFound("key");
  return key;
}

/** Takes the key's row lock first, so that mutations of one key go one after the other and each sees the last one's end. */
export async function lockKey(actor: InTeam, shownId: string, tx: Transaction): Promise<StoredKey> {
  const id = readId("key", shownId);
  if (id === null) throw notFound("key");
  await tx.$queryRaw`SELECT 1 FROM keys WHERE id = ${id}::uuid AND team_id = ${actor.teamId}::uuid FOR UPDATE`;
  return loadKey(actor, shownId, tx);
}
