import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { prisma } from "@/lib/db/prisma";
import { readId, showId } from "@/lib/ids";
import type { Environment } from "./environment";

/** What people call keys, by their shown ids; who is no key of the team is left out. */
export type KeyLabels = Record<string, { label: string; environment: Environment }>;

export async function labelKeys(actor: Actor, keyIds: readonly string[]): Promise<KeyLabels> {
  authorise(actor, "key:read");
  const ids = keyIds.flatMap((id) => readId("key", id) ?? []);
  if (ids.length === 0) return {};
  const rows = await prisma().key.findMany({
    where: { teamId: actor.teamId, id: { in: ids } },
    select: { id: true, label: true, environment: true },
  });
  return Object.fromEntries(rows.map(({ id, label, environment }) => [showId("key", id), { label, environment }]));
}
