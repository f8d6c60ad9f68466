"use server";

import { editLeakResponse } from "@/lib/leaks/edit-leak-response";
import { reportLeakAnonymously } from "@/lib/leaks/report-leak-anonymously";
import { reportPastedLeak, reportSecretLeak } from "@/lib/leaks/report-own-leak";
import {
  editLeakResponseSchema,
  reportLeakSchema,
  reportPastedLeakSchema,
  reportSecretLeakSchema,
} from "@/lib/leaks/schema";
import { defineAction, definePersonAction, definePublicAction } from "./define-action";

/** The same answer whatever is sent. */
export const reportLeakAction = definePublicAction(reportLeakSchema, reportLeakAnonymously);
export const reportSecretLeakAction = defineAction(reportSecretLeakSchema, reportSecretLeak);
export const reportPastedLeakAction = defineAction(reportPastedLeakSchema, reportPastedLeak);
export const editLeakResponseAction = definePersonAction(editLeakResponseSchema, editLeakResponse);
