import { givenPolicy } from "@/app/given-policy";
import { previewProviderPolicy } from "@/lib/policies/preview-policy";
import { editProviderPolicySchema } from "@/lib/policies/schema";
import { defineOperatorAnswer } from "../../define-operator-answer";

/** What `?policy=…`, as JSON, would find among the keys of all teams. */
export const GET = defineOperatorAnswer(async (person, query) =>
  previewProviderPolicy(person, editProviderPolicySchema.parse(givenPolicy(query))),
);
