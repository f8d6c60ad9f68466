import { requireOperator } from "@/lib/auth/require-operator";
import type { Prisma } from "@/lib/db/generated/client";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import type { Operator } from "./operator";
import { type OperatorEvent, recordOperatorEvent } from "./record-operator-event";

type Facts = Record<string, Prisma.InputJsonValue | null>;
type Settings = Prisma.DeploymentGetPayload<{ omit: { logo: true } }>;

/**
 * What is written, and what the trail says of it; null: nothing was to be done, and nothing is written. `followUp`: what follows
 * from the written row, in the same transaction.
 */
export type DeploymentChange = {
  data: Prisma.DeploymentUpdateInput;
  before: Facts;
  after: Facts;
  followUp?: () => Promise<unknown>;
} | null;

/**
 * The course every change of the deployment's settings takes, in one transaction: the operator, the lock of the one row (so that
 * two changes at the same time follow each other), the change, its event. A trigger tells the gateways at commit.
 * @throws DomainError forbidden
 */
export async function changeDeployment(
  person: Operator,
  event: Pick<OperatorEvent, "action"> & { target?: OperatorEvent["target"] },
  change: (row: Settings, tx: Transaction) => Promise<DeploymentChange> | DeploymentChange,
  timeoutMs?: number,
): Promise<void> {
  requireOperator(person);
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM deployment WHERE id = 1 FOR UPDATE`;
    const row = await tx.deployment.findUniqueOrThrow({ where: { id: 1 }, omit: { logo: true } });
    const made = await change(row, tx);
    if (made === null) return;
    const { data, followUp, ...facts } = made;
    await tx.deployment.update({ where: { id: 1 }, data, select: { id: true } });
    await followUp?.();
    await recordOperatorEvent(tx, person, { target: { kind: "deployment", id: "1" }, ...event, ...facts });
  }, timeoutMs);
}
