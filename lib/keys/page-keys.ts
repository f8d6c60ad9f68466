import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { readId, showId } from "@/lib/ids";
import { FROM_KEYS, listConditions } from "./list-conditions";
import { inOrder } from "./list-keys";
import { listKeysSchema, type PageKeysQuery } from "./schema";
import type { KeyView } from "./view";

/**
 * The team's keys, newest first, after a cursor (the id of the last key seen): stable while keys are being added.
 * UUIDv7 ids sort by creation, so the id alone is the position.
 * @throws DomainError invalid for a cursor this API did not hand out
 */
export async function pageKeys(
  actor: Actor,
  query: PageKeysQuery,
): Promise<{ keys: KeyView[]; nextCursor: string | null }> {
  authorise(actor, "key:read");
  const { cursor, limit, ...filters } = query;
  const after = cursor === undefined ? null : readId("key", cursor);
  if (cursor !== undefined && after === null) {
    throw new DomainError("invalid", "This cursor is not one of ours. Start again without it.", {
      cursor: "not a cursor",
    });
  }
  const now = clock.now();
  const where = listConditions(actor.teamId, listKeysSchema.parse(filters), now);
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT k.id FROM ${FROM_KEYS} WHERE ${where} AND ${after === null ? Prisma.sql`true` : Prisma.sql`k.id < ${after}::uuid`}
    ORDER BY k.id DESC LIMIT ${limit + 1}`;
  const ids = rows.slice(0, limit).map(({ id }) => id);
  const last = ids.at(-1);
  return {
    keys: await inOrder(actor.teamId, ids, now.getTime()),
    nextCursor: rows.length > limit && last ? showId("key", last) : null,
  };
}
