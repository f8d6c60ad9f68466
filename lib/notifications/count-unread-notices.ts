import type { Actor } from "@/lib/auth/actor";
import { prisma } from "@/lib/db/prisma";
import { inboxCondition } from "./inbox-condition";

export type UnreadNotices = {
  live: number;
  test: number;
  /** Of neither environment. */
  team: number;
};

/** How many notices the acting person has yet to read in this team: what the bell says on every page. */
export async function countUnreadNotices(actor: Actor): Promise<UnreadNotices> {
  const rows = await prisma().noticeDelivery.findMany({
    where: { ...inboxCondition(actor), readAt: null },
    select: { notice: { select: { environment: true } } },
    take: MOST_COUNTED,
  });
  const count = { live: 0, test: 0, team: 0 };
  for (const { notice } of rows) count[notice.environment ?? "team"]++;
  return count;
}

/** Nobody needs to know how many more there are. */
const MOST_COUNTED = 1_000;
