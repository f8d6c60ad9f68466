import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { FROM_KEYS, listConditions } from "./list-conditions";
import { type StoredKey, withSecrets } from "./load-key";
import type { ListKeysQuery } from "./schema";
import { KEY_END } from "./status-condition";
import { toView } from "./to-view";
import type { KeyView } from "./view";

export type KeyList = { keys: KeyView[]; total: number; page: number; pages: number };

const SORT_COLUMNS = {
  created: Prisma.sql`k.created_at`,
  label: Prisma.sql`lower(k.label)`,
  lastUsed: Prisma.sql`used.at`,
  expires: KEY_END,
} as const;

/** One page of the team's keys, filtered and sorted in the database; ties are broken by id, so that pages never overlap. */
export async function listKeys(actor: Actor, query: ListKeysQuery): Promise<KeyList> {
  authorise(actor, "key:read");
  const now = clock.now();
  const where = listConditions(actor.teamId, query, now);
  const direction = query.direction === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [rows, counted] = await Promise.all([
    prisma().$queryRaw<{ id: string }[]>`
      SELECT k.id FROM ${FROM_KEYS} WHERE ${where}
      ORDER BY ${SORT_COLUMNS[query.sort]} ${direction} NULLS LAST, k.id ${direction}
      LIMIT ${query.limit} OFFSET ${(query.page - 1) * query.limit}`,
    prisma().$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM ${FROM_KEYS} WHERE ${where}`,
  ]);
  const total = Number(counted[0]?.total ?? 0);
  return {
    keys: await inOrder(
      actor.teamId,
      rows.map(({ id }) => id),
      now.getTime(),
    ),
    total,
    page: query.page,
    pages: Math.max(1, Math.ceil(total / query.limit)),
  };
}

/** The views of these keys, in the order of their ids. */
export async function inOrder(teamId: string, ids: string[], now: number): Promise<KeyView[]> {
  const keys = await prisma().key.findMany({ where: { teamId, id: { in: ids } }, include: withSecrets });
  const byId = new Map<string, StoredKey>(keys.map((key) => [key.id, key]));
  return ids.flatMap((id) => {
    const key = byId.get(id);
    return key ? [toView(key, now)] : [];
  });
}
