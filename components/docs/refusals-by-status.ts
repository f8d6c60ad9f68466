import { REFUSAL_CAUSES, REFUSALS, type Refusal, type RefusalCause } from "@/lib/verification/refusal";

export type RefusedWith = { status: Refusal["status"]; causes: RefusalCause[] };

/** Every status a call with a key can be refused with, lowest first, and all that it can mean. */
export function refusalsByStatus(): RefusedWith[] {
  const statuses = [...new Set(REFUSAL_CAUSES.map((cause) => REFUSALS[cause].status))].sort((a, b) => a - b);
  return statuses.map((status) => ({
    status,
    causes: REFUSAL_CAUSES.filter((cause) => REFUSALS[cause].status === status),
  }));
}
