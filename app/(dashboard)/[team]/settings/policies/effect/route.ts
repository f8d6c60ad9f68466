import { defineTeamAnswer } from "@/app/(dashboard)/[team]/define-team-answer";
import { givenPolicy } from "@/app/given-policy";
import { previewTeamPolicy } from "@/lib/policies/preview-policy";
import { editTeamPolicySchema } from "@/lib/policies/schema";

/** What `?policy=…`, as JSON, would find among the team's keys. */
export const GET = defineTeamAnswer(({ actor }, { query }) =>
  previewTeamPolicy(actor, editTeamPolicySchema.parse(givenPolicy(query))),
);
