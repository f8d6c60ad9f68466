import type { Transaction } from "@/lib/db/prisma";
import type { Answer, Claim } from "./claim";
import { stillRunning } from "./refusals";

/**
 * Keeps the answer of this attempt, in the transaction that made what it tells of: both are there, or neither is.
 * @throws DomainError conflict when the attempt has been taken over: then it makes nothing
 */
export async function finish(tx: Transaction, mine: Claim, answer: Answer): Promise<void> {
  const kept = await tx.$executeRaw`
    UPDATE idempotency_keys SET status = ${answer.status}, body = ${answer.body}
    WHERE team_id = ${mine.teamId}::uuid AND token_id = ${mine.tokenId}::uuid AND key = ${mine.key}
      AND claim = ${mine.claim}::uuid AND status IS NULL`;
  if (kept !== 1) throw stillRunning();
}
