"use server";

import { editPreferences } from "@/lib/notifications/edit-preferences";
import { markNoticesRead } from "@/lib/notifications/mark-notices-read";
import { editNoticePreferencesSchema, markNoticesReadSchema } from "@/lib/notifications/schema";
import { defineAction } from "./define-action";

export const markNoticesReadAction = defineAction(markNoticesReadSchema, markNoticesRead);
export const editNoticePreferencesAction = defineAction(editNoticePreferencesSchema, editPreferences);
