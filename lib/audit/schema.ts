import { z } from "zod";

// Every input about the trail; free of Node, so that the browser can load it.

export const AUDIT_PAGE_SIZE = 50;
/** The actor of what nobody did. */
export const SYSTEM = "system";

const moment = z.iso
  .datetime({ offset: true, error: "A date and time such as 2027-01-31T00:00:00Z." })
  .transform((text) => new Date(text));

/** What a list, a page of the management API and an export are chosen by. What is no id of this team is nobody's. */
const filterSchema = z.strictObject({
  /** A user's or an access token's shown id, or `system`. */
  actor: z.string().max(64).optional(),
  /** A key's shown id. */
  keyId: z.string().max(64).optional(),
  /** PostgreSQL's text cannot hold NUL, so that an action with one is an action that nobody did. */
  action: z
    .string()
    .max(100)
    .transform((text) => text.replaceAll("\0", "\ufffd"))
    .optional(),
  /** Inclusive. */
  from: moment.optional(),
  /** Exclusive. */
  to: moment.optional(),
});
export type AuditFilter = z.output<typeof filterSchema>;

export const listEventsSchema = filterSchema.extend({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(AUDIT_PAGE_SIZE),
});
export type ListEventsQuery = z.output<typeof listEventsSchema>;

/** The management API's list: newest first, by cursor. */
export const pageEventsSchema = filterSchema.extend({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageEventsQuery = z.output<typeof pageEventsSchema>;

export const EXPORT_KINDS = ["csv", "json"] as const;
export const exportEventsSchema = filterSchema.extend({ format: z.enum(EXPORT_KINDS).default("csv") });
export type ExportEventsQuery = z.output<typeof exportEventsSchema>;
