import { DEPLOYMENT_TRAIL } from "@/lib/audit/deployment-trail";
import { recordEvent } from "@/lib/audit/record-event";
import type { Transaction } from "@/lib/db/prisma";
import type { Operator } from "./operator";

export type OperatorEvent = Parameters<typeof recordEvent>[3];

/**
 * Writes what the operator did into the deployment's own trail, in the change's own transaction.
 * @param trail the team's (UUID) that it was done to, for its members to read
 */
export const recordOperatorEvent = (
  tx: Transaction,
  { userId, name, ip, userAgent, requestId }: Operator,
  event: OperatorEvent,
  trail = DEPLOYMENT_TRAIL,
): Promise<void> =>
  recordEvent(
    tx,
    trail,
    { kind: userId === null ? "system" : "user", id: userId, name, ip, userAgent, requestId },
    event,
  );
