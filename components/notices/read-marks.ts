import type { Environment } from "@/lib/keys/environment";
import type { BriefNotice } from "@/lib/notifications/brief-notice";
import type { UnreadNotices } from "@/lib/notifications/count-unread-notices";
import { GROUP_OF, type NoticeGroup } from "@/lib/notifications/notice-kind";

// Pure: what the person has just marked as read counts at once, before the server has said so.

type Marked = Pick<BriefNotice, "id" | "facts" | "environment" | "readAt">;
/** All of an environment, with those of neither; with a group only its kinds. */
export type Swept = { environment: Environment; group: NoticeGroup | null };
export type ReadMarks = { ids: ReadonlyMap<string, Environment | null>; swept: readonly Swept[] };

export const NO_MARKS: ReadMarks = { ids: new Map(), swept: [] };

/** Those that are not read yet, as marks. */
export const marksOf = (notices: readonly Marked[]): ReadMarks => ({
  ids: new Map(notices.filter(({ readAt }) => readAt === null).map(({ id, environment }) => [id, environment])),
  swept: [],
});

export const joinMarks = (held: ReadMarks, more: ReadMarks): ReadMarks => ({
  ids: new Map([...held.ids, ...more.ids]),
  swept: [...held.swept, ...more.swept],
});

export const isRead = ({ id, facts, environment, readAt }: Marked, { ids, swept }: ReadMarks): boolean =>
  readAt !== null ||
  ids.has(id) ||
  swept.some(
    (all) =>
      (environment === null || environment === all.environment) &&
      (all.group === null || all.group === GROUP_OF[facts.kind]),
  );

/**
 * How many are left unread in an environment, with those of neither. How many a swept group had is for the server to say.
 * @param counted by the server, before the marks
 */
export function unreadLeft(counted: UnreadNotices, { ids, swept }: ReadMarks, environment: Environment): number {
  const sweptAll = swept.filter(({ group }) => group === null).map((all) => all.environment);
  const left = (place: Environment | null): number => {
    const isSwept = place === null ? sweptAll.length > 0 : sweptAll.includes(place);
    const marked = [...ids.values()].filter((where) => where === place).length;
    return isSwept ? 0 : Math.max(0, counted[place ?? "team"] - marked);
  };
  return left(environment) + left(null);
}
