import { verifyLines } from "@/lib/audit/verify-lines";
import { streamLines } from "@/lib/http/stream-lines";
import { defineTeamAnswer } from "../../define-team-answer";

/** Verifies the team's whole chain; a line of JSON for each step, the last with what was found. */
export const GET = defineTeamAnswer(({ actor }) =>
  streamLines(verifyLines(actor), { "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" }),
);
