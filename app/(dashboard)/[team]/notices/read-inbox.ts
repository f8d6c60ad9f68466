import type { NoticeFilters } from "@/components/notices/notice-filters";
import type { Actor } from "@/lib/auth/actor";
import { DomainError } from "@/lib/errors";
import { listNotices, type NoticeList } from "@/lib/notifications/list-notices";
import { listNoticesSchema } from "@/lib/notifications/schema";

/** The page of the inbox that the URL asks for; the newest where the notice that it goes on after is gone. */
export async function readInbox(
  actor: Actor,
  filters: NoticeFilters,
): Promise<NoticeList & { filters: NoticeFilters }> {
  const { env: environment, group, unread, after } = filters;
  const query = { environment, unread, ...(group && { group }) };
  if (after === null) return { ...(await listNotices(actor, listNoticesSchema.parse(query))), filters };
  try {
    const cursor = after.slice(0, 64);
    return { ...(await listNotices(actor, listNoticesSchema.parse({ ...query, cursor }))), filters };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "invalid") throw error;
    return readInbox(actor, { ...filters, after: null });
  }
}
