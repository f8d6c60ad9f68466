import type { Actor } from "@/lib/auth/actor";
import { editProviderPolicy } from "@/lib/policies/edit-provider-policy";
import { editTeamPolicy } from "@/lib/policies/edit-team-policy";
import { NO_POLICY, type Policy } from "@/lib/policies/policy";
import type { EditProviderPolicyInput } from "@/lib/policies/schema";
import { makePerson } from "./operator";

/** The provider's whole policy, which asks nothing but what is given. */
export const policyInput = (given: Partial<EditProviderPolicyInput> = {}): EditProviderPolicyInput => ({
  ...NO_POLICY,
  overdueRotation: "warn",
  ...given,
});

/** Sets the deployment's policy; the next call, or one without anything, takes it back. */
export async function setProviderPolicy(given: Partial<EditProviderPolicyInput> = {}): Promise<void> {
  await editProviderPolicy(await makePerson({ isOperator: true }), policyInput(given));
}

export const setTeamPolicy = (actor: Actor, given: Partial<Policy> = {}): Promise<null> =>
  editTeamPolicy(actor, { ...NO_POLICY, ...given });
