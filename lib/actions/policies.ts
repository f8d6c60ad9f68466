"use server";

import { editProviderPolicy } from "@/lib/policies/edit-provider-policy";
import { editTeamPolicy } from "@/lib/policies/edit-team-policy";
import { editProviderPolicySchema, editTeamPolicySchema } from "@/lib/policies/schema";
import { defineAction, definePersonAction } from "./define-action";

export const editTeamPolicyAction = defineAction(editTeamPolicySchema, editTeamPolicy);
export const editProviderPolicyAction = definePersonAction(editProviderPolicySchema, editProviderPolicy);
