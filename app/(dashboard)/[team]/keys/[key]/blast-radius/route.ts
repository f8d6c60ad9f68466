import { keyBlastRadius } from "@/lib/key-review/key-blast-radius";
import { keyIdSchema } from "@/lib/keys/schema";
import { defineKeyAnswer } from "../define-key-answer";

/** What revoking or disabling this key would break. */
export const GET = defineKeyAnswer(keyIdSchema, keyBlastRadius);
