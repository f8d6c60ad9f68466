import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { NOTICE_GROUPS } from "@/lib/notifications/notice-kind";

/** What the inbox's URL says; the server's page and the controls above the list read the same definition. */
export const noticeFilterParsers = {
  env: environmentParser,
  group: parseAsStringLiteral(NOTICE_GROUPS),
  unread: parseAsBoolean.withDefault(false),
  /** The last notice of the page before; none: the newest. */
  after: parseAsString,
};
export type NoticeFilters = inferParserType<typeof noticeFilterParsers>;

export const loadNoticeFilters = createLoader(noticeFilterParsers);
export const noticeListHref = createSerializer(noticeFilterParsers);

/** Every filter off, and back to the newest; the environment stays. */
export const NO_NOTICE_FILTERS = { group: null, unread: false, after: null } as const;

export const isFiltered = ({ group, unread }: NoticeFilters): boolean => group !== null || unread;
