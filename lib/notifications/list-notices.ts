import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { readId, showId } from "@/lib/ids";
import { inboxCondition } from "./inbox-condition";
import type { ListNoticesQuery } from "./schema";
import { toNoticeView, withNotice } from "./to-notice-view";
import type { NoticeView } from "./view";

export type NoticeList = {
  notices: NoticeView[];
  /** For the next page; null: this was the last. */
  nextCursor: string | null;
};

/**
 * The acting person's notices of this team, newest first, after a cursor: stable while notices come.
 * @throws DomainError invalid for a cursor that is no notice of theirs
 */
export async function listNotices(actor: Actor, query: ListNoticesQuery): Promise<NoticeList> {
  const { cursor, limit, unread } = query;
  const where = { ...inboxCondition(actor, query), ...(unread && { readAt: null }) };
  const after = cursor === undefined ? null : await positionOf(actor, cursor);
  const rows = await prisma().noticeDelivery.findMany({
    where: {
      ...where,
      ...(after && {
        OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, noticeId: { lt: after.noticeId } }],
      }),
    },
    include: withNotice,
    orderBy: [{ createdAt: "desc" }, { noticeId: "desc" }],
    take: limit + 1,
  });
  const notices = rows.slice(0, limit).map((row) => toNoticeView(row, clock.ms()));
  const last = rows[limit - 1];
  return { notices, nextCursor: rows.length > limit && last ? showId("notice", last.noticeId) : null };
}

async function positionOf(actor: Actor, cursor: string): Promise<{ createdAt: Date; noticeId: string }> {
  const noticeId = readId("notice", cursor);
  const found =
    noticeId &&
    (await prisma().noticeDelivery.findFirst({
      where: { ...inboxCondition(actor), noticeId },
      select: { createdAt: true, noticeId: true },
    }));
  if (!found) {
    throw new DomainError("invalid", "This cursor is not one of ours. Start again without it.", {
      cursor: "not a cursor",
    });
  }
  return found;
}
