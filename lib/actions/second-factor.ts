"use server";

import { z } from "zod";
import { confirmEnrolmentSchema } from "@/lib/auth/schema";
import { beginEnrolment } from "@/lib/auth/second-factor/begin-enrolment";
import { confirmEnrolment } from "@/lib/auth/second-factor/confirm-enrolment";
import { regenerateRecoveryCodes } from "@/lib/auth/second-factor/regenerate-recovery-codes";
import { turnOffSecondFactor } from "@/lib/auth/second-factor/turn-off-second-factor";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { definePersonAction } from "./define-action";

const nothing = z.strictObject({});

export const beginEnrolmentAction = definePersonAction(nothing, async (person) =>
  beginEnrolment(person, (await deploymentSettings()).productName),
);
export const confirmEnrolmentAction = definePersonAction(confirmEnrolmentSchema, confirmEnrolment);
export const regenerateRecoveryCodesAction = definePersonAction(nothing, regenerateRecoveryCodes);
export const turnOffSecondFactorAction = definePersonAction(nothing, async (person) => {
  await turnOffSecondFactor(person);
  return null;
});
