import { z } from "zod";
import { MAXIMUM_GRACE_SECONDS } from "@/lib/keys/schema";
import { OVERDUE_ROTATIONS } from "./policy";

// The one definition of every input about policies: forms and server actions share it. Free of Node.

export const MAXIMUM_POLICY_DAYS = 3_650;

const days = z
  .int("A whole number of days.")
  .min(1, "At least 1 day.")
  .max(MAXIMUM_POLICY_DAYS, "At most 3,650 days.")
  .nullable();

const limits = {
  maximumLifetimeDays: days,
  defaultExpiryDays: days,
  rotateEveryDays: days,
  longestGraceSeconds: z
    .int("A whole number of seconds.")
    .min(0, "A grace cannot be negative.")
    .max(MAXIMUM_GRACE_SECONDS, "At most 30 days.")
    .nullable(),
  liveAllowList: z.boolean(),
};

/** The whole policy each time, so that what the form shows is what is saved. */
export const editProviderPolicySchema = z.strictObject({ ...limits, overdueRotation: z.enum(OVERDUE_ROTATIONS) });
export type EditProviderPolicyInput = z.output<typeof editProviderPolicySchema>;

/** Null, and no allow list: as the provider has it. */
export const editTeamPolicySchema = z.strictObject({
  ...limits,
  overdueRotation: z.enum(OVERDUE_ROTATIONS).nullable(),
});
export type EditTeamPolicyInput = z.output<typeof editTeamPolicySchema>;
