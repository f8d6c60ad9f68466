import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { type BriefNotice, inBrief, toBriefNotice } from "./brief-notice";
import { inboxCondition } from "./inbox-condition";
import { isPressing, PRESSING_KINDS } from "./is-pressing";
import { leaksAsTheyAre } from "./leaks-as-they-are";
import { MOST_READ_AT_ONCE } from "./schema";

/** The acting person's unread notices of this team that cannot wait, newest first: what the banner tells on every page. */
export async function listPressingNotices(actor: Actor): Promise<BriefNotice[]> {
  const { notice, ...inbox } = inboxCondition(actor);
  const rows = await prisma().noticeDelivery.findMany({
    where: { ...inbox, readAt: null, notice: { AND: [notice ?? {}, { kind: { in: [...PRESSING_KINDS] } }] } },
    select: inBrief,
    orderBy: [{ createdAt: "desc" }, { noticeId: "desc" }],
    // Whoever dismisses the banner marks them read together.
    take: MOST_READ_AT_ONCE,
  });
  const briefs = rows.map((row) => ({ brief: toBriefNotice(row), key: row.notice.key }));
  const leaks = await leaksAsTheyAre(
    actor.teamId,
    briefs.map(({ brief }) => brief.facts),
  );
  return briefs.flatMap(({ brief, key }) => {
    const leak = brief.facts.kind === "secret.leaked" ? leaks.get(brief.facts.alertId) : undefined;
    return key && isPressing(brief.facts, key, clock.ms(), leak) ? brief : [];
  });
}
