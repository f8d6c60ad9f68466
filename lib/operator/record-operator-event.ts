import { DEPLOYMENT_TRAIL } from "@/lib/audit/deployment-trail";
import { recordEvent } from "@/lib/audit/record-event";
import type { Transaction } from "@/lib/db/prisma";
import type { Operator } from "./operator";

export type OperatorEvent = Parameters<typeof recordEvent>[3];

/** Writes what the operator did into the deployment's own trail, in the change's own transaction. */
export const recordOperatorEvent = (
  tx: Transaction,
  { userId, name, ip, userAgent, requestId }: Operator,
  event: OperatorEvent,
): Promise<void> =>
  recordEvent(
    tx,
    DEPLOYMENT_TRAIL,
    { kind: userId === null ? "system" : "user", id: userId, name, ip, userAgent, requestId },
    event,
  );
