import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { inSnapshot } from "@/lib/db/in-snapshot";
import type { ChainVerdict } from "./chain/verify-chain";
import { verifyStored } from "./chain/verify-stored";

/** As many as can be verified while a page waits for it: about 10 ms. */
const NEWEST = 500;

/** Verifies the team's whole chain, as it is at this moment. @yields how many events are verified so far */
export function verifyTrail(actor: Actor): AsyncGenerator<number, ChainVerdict> {
  authorise(actor, "audit:read");
  return inSnapshot((client) => verifyStored(client, actor.teamId));
}

/** Verifies the newest events and the chain's end; a chain that is not longer, whole. */
export async function verifyNewest(actor: Actor): Promise<ChainVerdict> {
  authorise(actor, "audit:read");
  const verifying = inSnapshot((client) => verifyStored(client, actor.teamId, NEWEST));
  for (;;) {
    const step = await verifying.next();
    if (step.done) return step.value;
  }
}
