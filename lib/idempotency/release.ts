import { prisma } from "@/lib/db/prisma";
import type { Claim } from "./claim";

/** Lets the key go after an attempt that made nothing, so that the next one need not wait. What is finished stays. */
export async function release(mine: Claim): Promise<void> {
  await prisma().$executeRaw`
    DELETE FROM idempotency_keys
    WHERE team_id = ${mine.teamId}::uuid AND token_id = ${mine.tokenId}::uuid AND key = ${mine.key}
      AND claim = ${mine.claim}::uuid AND status IS NULL`;
}
