import { z } from "zod";
import { LEAK_RESPONSES } from "./leak-response";

// Every input about leaks; free of Node, so that the browser can load it.

/** Shown ids; which team they must belong to is the query's concern. */
const shownId = z.string().max(64);

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Where it was seen; empty: not told. */
const url = z
  .string()
  .trim()
  .max(2_000, "At most 2,000 characters.")
  .refine((text) => text === "" || isWebAddress(text), "The address of a page, beginning with https://.")
  .default("");

const text = z
  .string()
  .trim()
  .min(1, "Paste the key that has leaked.")
  .max(20_000, "At most 20,000 characters. Paste the key, and a few lines around it if you like.");

/** What anybody may report: a key, or a text with keys in it. */
export const reportLeakSchema = z.strictObject({ text, url });
export type ReportLeakInput = z.output<typeof reportLeakSchema>;

/** A secret of a key of the team, by its public id. */
export const reportSecretLeakSchema = z.strictObject({ keyId: shownId, secretId: z.string().max(64), url });
export type ReportSecretLeakInput = z.output<typeof reportSecretLeakSchema>;

/** A secret of a key of the team, pasted. */
export const reportPastedLeakSchema = z.strictObject({ text, url });
export type ReportPastedLeakInput = z.output<typeof reportPastedLeakSchema>;

export const editLeakResponseSchema = z.strictObject({ leakResponse: z.enum(LEAK_RESPONSES) });
export type EditLeakResponseInput = z.output<typeof editLeakResponseSchema>;
