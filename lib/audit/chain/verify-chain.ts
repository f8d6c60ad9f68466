import { CHAIN_START, type ChainedEvent, type ChainHead, eventHash } from "./event-hash";
import { findTrouble, type Trouble } from "./find-trouble";

/**
 * `from`: the first event looked at, `events`: how many from there on are whole, `end`: the last of those. `trouble`: null when
 * all are, and the chain ends where it should.
 */
export type ChainVerdict = { from: number; events: number; end: ChainHead | null; trouble: Trouble | null };

/** Before the first event. */
export const BEGINNING: ChainHead = { seq: 0, hash: CHAIN_START };

const wrongEnd = (last: ChainedEvent | null, seq: number, head: ChainHead | null): Trouble | null => {
  if (head === null)
    return last && { seq, id: last.id, problem: "head", detail: "The end of this chain is not noted." };
  if (head.seq > seq) {
    const detail =
      head.seq - seq === 1
        ? "It was the last one; the noted end of the chain tells of it."
        : `Events ${seq + 1} to ${head.seq} are missing; the noted end of the chain tells of them.`;
    return { seq: seq + 1, id: null, problem: "removed", detail };
  }
  if (last === null || last.hash === head.hash) return null;
  const detail = "It is not the event that the noted end of the chain speaks of: it was replaced, or the note was.";
  return { seq, id: last.id, problem: "altered", detail };
};

/**
 * Computes a team's chain again, up to its end.
 * @param batches every event after `start`, by number, then id; never all of them in memory
 * @param start an event that is taken for whole
 * @yields how many events are verified, after each batch
 */
export async function* verifyChain(
  head: ChainHead | null,
  batches: AsyncIterable<ChainedEvent[]>,
  start = BEGINNING,
): AsyncGenerator<number, ChainVerdict> {
  let { seq } = start;
  let last: ChainedEvent | null = null;
  let hashes: [beforeLast: string | null, last: string] = [null, start.hash];
  const verdict = (end: number, hash: string | null, trouble: Trouble | null): ChainVerdict => ({
    from: start.seq + 1,
    events: end - start.seq,
    end: end === 0 || hash === null ? null : { seq: end, hash },
    trouble,
  });
  const rest = batches[Symbol.asyncIterator]();
  try {
    for (let batch = await rest.next(); !batch.done; batch = await rest.next()) {
      for (const [i, event] of batch.value.entries()) {
        const isNoted = head === null || seq < head.seq;
        if (!isNoted || Number(event.seq) !== seq + 1 || eventHash(hashes[1], event) !== event.hash) {
          const place = { expected: seq + 1, hashes, last, isNoted };
          const trouble = await findTrouble(place, event, batch.value.slice(i + 1), rest);
          // What is found to be wrong may be the event before this one.
          if (last !== null && trouble.id === last.id) return verdict(seq - 1, hashes[0], trouble);
          return verdict(seq, hashes[1], trouble);
        }
        seq++;
        last = event;
        hashes = [hashes[1], event.hash];
      }
      yield seq - start.seq;
    }
  } finally {
    await rest.return?.();
  }
  return verdict(seq, hashes[1], wrongEnd(last, seq, head));
}
