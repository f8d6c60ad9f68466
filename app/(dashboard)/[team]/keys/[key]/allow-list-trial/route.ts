import { tryAllowListSchema } from "@/lib/key-review/schema";
import { tryAllowList } from "@/lib/key-review/try-allow-list";
import { defineKeyAnswer } from "../define-key-answer";

/** Whom the list of every `?allowed=…` would have refused. */
export const GET = defineKeyAnswer(tryAllowListSchema, tryAllowList, (query) => ({
  allowedIps: query.getAll("allowed"),
}));
