import { verifyLines } from "@/lib/audit/verify-lines";
import { streamLines } from "@/lib/http/stream-lines";
import { trailReader } from "@/lib/operator/trail-reader";
import { defineOperatorAnswer } from "../../define-operator-answer";

/** Verifies the deployment's own chain, as the team's route does a team's. */
export const GET = defineOperatorAnswer(async (person) =>
  streamLines(verifyLines(trailReader(person)), {
    "Content-Type": "application/x-ndjson",
    "Cache-Control": "no-store",
  }),
);
