import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { changeDeployment } from "@/lib/operator/change-deployment";
import type { Operator } from "@/lib/operator/operator";
import { applyRotation, POLICY_TIMEOUT_MS } from "./apply-rotation";
import { changedLimits } from "./changed-limits";
import { isTightened } from "./rotation";
import type { EditProviderPolicyInput } from "./schema";

/**
 * What the provider asks of the keys of every team (product R5). Lifetime, grace and allow list hold for what is made and changed
 * from now on; keys get their dates of rotation in the same transaction, and what is asked for anew ends none within 30 days.
 * @throws DomainError forbidden
 */
export async function editProviderPolicy(person: Operator, input: EditProviderPolicyInput): Promise<null> {
  await changeDeployment(
    person,
    { action: "policy.edit" },
    (row, tx) => {
      const facts = changedLimits(row, input);
      if (facts === null) return null;
      const rotationSince = isTightened(row, input) ? clock.now() : row.rotationSince;
      return { data: { ...input, rotationSince }, ...facts, followUp: () => applyRotation(tx, null) };
    },
    POLICY_TIMEOUT_MS,
  );
  await heardByGateways();
  return null;
}
