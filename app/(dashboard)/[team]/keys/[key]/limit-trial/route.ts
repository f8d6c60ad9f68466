import { tryLimitSchema } from "@/lib/key-review/schema";
import { tryLimit } from "@/lib/key-review/try-limit";
import { defineKeyAnswer } from "../define-key-answer";

/** What `?limit=…&windowSeconds=…` would have refused. */
export const GET = defineKeyAnswer(tryLimitSchema, tryLimit, (query) => ({
  rateLimit: { limit: Number(query.get("limit")), windowSeconds: Number(query.get("windowSeconds")) },
}));
