import { requireOperator } from "@/lib/auth/require-operator";
import { prisma } from "@/lib/db/prisma";
import type { Operator } from "@/lib/operator/operator";
import { policyColumns } from "./load-policy";
import type { EditProviderPolicyInput } from "./schema";

/** What the provider asks of the keys of every team, for the operator's own page. @throws DomainError forbidden */
export async function readProviderPolicy(person: Operator): Promise<EditProviderPolicyInput> {
  requireOperator(person);
  const { rotationSince: _, ...select } = policyColumns;
  return prisma().deployment.findUniqueOrThrow({ where: { id: 1 }, select });
}
