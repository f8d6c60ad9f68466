import type { Transaction } from "@/lib/db/prisma";
import { loadPolicy, type TeamPolicies } from "./load-policy";

/**
 * For what makes secrets: the policy, which nobody changes until this transaction ends. Either a change sees the secret and gives
 * it its date, or this sees the change. The first locks of its transaction: team, then deployment, as the changes take them.
 */
export async function holdPolicy(tx: Transaction, teamId: string): Promise<TeamPolicies> {
  await tx.$queryRaw`SELECT 1 FROM teams t, deployment d WHERE t.id = ${teamId}::uuid AND d.id = 1 FOR SHARE OF t, d`;
  // A statement of its own, since one that has waited for a lock reads other rows as they were before.
  return loadPolicy(teamId, tx);
}
