"use server";

import { actOnKeys } from "@/lib/key-review/act-on-keys";
import { actOnKeysSchema } from "@/lib/key-review/schema";
import { defineAction } from "./define-action";

export const actOnKeysAction = defineAction(actOnKeysSchema, actOnKeys);
