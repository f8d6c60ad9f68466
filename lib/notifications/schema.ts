import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/keys/environment";
import { NOTICE_GROUPS } from "./notice-kind";
import { EMAIL_MODES, KEYS_TOLD_OF } from "./preference";

// Every input about notices; free of Node, so that the browser can load it.

export const NOTICE_PAGE_SIZE = 25;
export const MOST_READ_AT_ONCE = 200;

/** Shown ids; whose they must be is the query's concern. */
const shownId = z.string().max(64);

export const listNoticesSchema = z.strictObject({
  /** With one, notices of neither environment are listed, too. */
  environment: z.enum(ENVIRONMENTS).optional(),
  group: z.enum(NOTICE_GROUPS).optional(),
  unread: z.boolean().default(false),
  /** The id of the last notice seen. */
  cursor: shownId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(NOTICE_PAGE_SIZE),
});
export type ListNoticesQuery = z.output<typeof listNoticesSchema>;

export const markNoticesReadSchema = z.union([
  z.strictObject({ noticeIds: z.array(shownId).min(1).max(MOST_READ_AT_ONCE) }),
  /** Every one, of this environment (and of neither) and this group where they are given. */
  z.strictObject({
    all: z.literal(true),
    environment: z.enum(ENVIRONMENTS).optional(),
    group: z.enum(NOTICE_GROUPS).optional(),
  }),
]);
export type MarkNoticesReadInput = z.output<typeof markNoticesReadSchema>;

/** What is left out stays as it is. */
export const editNoticePreferencesSchema = z.strictObject({
  preferences: z
    .array(
      z.strictObject({
        group: z.enum(NOTICE_GROUPS),
        email: z.enum(EMAIL_MODES),
        dashboard: z.boolean(),
        keys: z.enum(KEYS_TOLD_OF),
      }),
    )
    .min(1)
    .max(NOTICE_GROUPS.length)
    .refine((all) => new Set(all.map(({ group }) => group)).size === all.length, "Each group once."),
});
export type EditNoticePreferencesInput = z.output<typeof editNoticePreferencesSchema>;
