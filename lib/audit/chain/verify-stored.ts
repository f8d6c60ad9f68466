import { type Reader, readChain, readHead, readPlace } from "./read-chain";
import { BEGINNING, type ChainVerdict, verifyChain } from "./verify-chain";

/**
 * Verifies the chain of one team as the database has it.
 * @param newest so many events at its end alone, from one on whose hash is taken for right
 * @yields how many events are verified so far
 */
export async function* verifyStored(
  reader: Reader,
  teamId: string,
  newest = Number.POSITIVE_INFINITY,
): AsyncGenerator<number, ChainVerdict> {
  const head = await readHead(reader, teamId);
  const after = Math.max(0, (head?.seq ?? 0) - newest);
  const start = after === 0 ? BEGINNING : await readPlace(reader, teamId, after);
  if (start === null) {
    const detail = `The chain goes on with event ${after + 1}.`;
    return { from: after, events: 0, end: null, trouble: { seq: after, id: null, problem: "removed", detail } };
  }
  return yield* verifyChain(head, readChain(reader, teamId, start.seq), start);
}
