import type { Actor } from "@/lib/auth/actor";
import { prisma } from "@/lib/db/prisma";
import { ENVIRONMENTS, type Environment } from "@/lib/keys/environment";
import { type BriefNotice, inBrief, toBriefNotice } from "./brief-notice";
import { inboxCondition } from "./inbox-condition";

/** How many the bell shows. */
const NEWEST = 5;

/** The acting person's newest notices of this team, read or not: of each environment, with those of neither. */
export async function listNewestNotices(actor: Actor): Promise<Record<Environment, BriefNotice[]>> {
  const newest = async (environment: Environment) => {
    const rows = await prisma().noticeDelivery.findMany({
      where: inboxCondition(actor, { environment }),
      select: inBrief,
      orderBy: [{ createdAt: "desc" }, { noticeId: "desc" }],
      take: NEWEST,
    });
    return [environment, rows.map(toBriefNotice)] as const;
  };
  return Object.fromEntries(await Promise.all(ENVIRONMENTS.map(newest))) as Record<Environment, BriefNotice[]>;
}
