import { z } from "zod";

const moment = z.iso
  .datetime({ offset: true, error: "A date and time such as 2027-01-31T00:00:00Z." })
  .transform((text) => new Date(text));

/** Steps that usage is told in to programs, finest first. */
export const ANSWER_STEPS = ["minute", "hour", "day"] as const;
export type AnswerStep = (typeof ANSWER_STEPS)[number];

/** The stretch of time that a program asks about. */
export const askedUsageSchema = z.strictObject({
  /** Inclusive. */
  from: moment.optional(),
  /** Exclusive. */
  to: moment.optional(),
  step: z.enum(ANSWER_STEPS).optional(),
});
export type AskedUsage = z.output<typeof askedUsageSchema>;
