import { STATUS_OF, type VerificationCode } from "@/lib/verification/code";
import { REFUSAL_WORDS } from "./refusal-words";

/** Every `code` of `POST /v1/verify`, the status that the API should answer, and what it means. */
export const outcomeRows = (): [code: string, status: string, words: string][] =>
  (Object.keys(STATUS_OF) as VerificationCode[]).map((code) => [
    code,
    String(STATUS_OF[code]),
    code === "VALID" ? "The key may do this." : REFUSAL_WORDS[code].when,
  ]);
