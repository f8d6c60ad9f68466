import type { Actor } from "@/lib/auth/actor";
import type { ChainVerdict } from "./chain/verify-chain";
import { verifyTrail } from "./verify-trail";

/** What the verification of a whole trail says, line by line: how far it is, and at last what it found. */
export type VerifyLine = { verified: number } | { verdict: ChainVerdict };

const line = (said: VerifyLine): string => `${JSON.stringify(said)}\n`;

/** Verifies the whole chain that the actor reads; a line of JSON for each step, the last with what was found. */
export async function* verifyLines(actor: Actor): AsyncGenerator<string> {
  const verifying = verifyTrail(actor);
  try {
    for (;;) {
      const step = await verifying.next();
      if (!step.done) yield line({ verified: step.value });
      else return yield line({ verdict: step.value });
    }
  } finally {
    // Whoever asked may have left before the end.
    await verifying.return?.(undefined as never);
  }
}
