import { type ChainedEvent, eventHash } from "./event-hash";

/**
 * The first event that is not as it was written. `seq`: its place in the chain. `id`: of the event that is there; null when none
 * is. `head`: the events are whole, but nothing says where they end.
 */
export type Trouble = {
  seq: number;
  id: string | null;
  problem: "altered" | "removed" | "inserted" | "reordered" | "head";
  /** A sentence for a person. */
  detail: string;
};

/** Where the chain stops to fit. `isNoted`: the chain's end lies at this place or beyond. */
type Place = {
  expected: number;
  hashes: readonly [beforeLast: string | null, last: string];
  last: ChainedEvent | null;
  isNoted: boolean;
};

const fits = (event: ChainedEvent, seq: number, previous: string): boolean =>
  eventHash(previous, { ...event, seq: String(seq) }) === event.hash;

const inserted = ({ seq, id }: ChainedEvent, detail: string): Trouble => ({
  seq: Number(seq),
  id,
  problem: "inserted",
  detail,
});

/** The later event that was written for this place, and the hash of the event before it. */
async function whoBelongs(
  { expected, hashes: [, previous] }: Place,
  event: ChainedEvent,
  batch: readonly ChainedEvent[],
  rest: AsyncIterator<ChainedEvent[]>,
): Promise<{ found: ChainedEvent; before: string } | null> {
  if (fits(event, expected, previous)) return { found: event, before: previous };
  let [before, isNext] = [event.hash, true];
  for (let some = batch; ; ) {
    for (const found of some) {
      // Of two neighbours that changed places, the one belongs right after the other.
      if (fits(found, expected, previous)) return { found, before: isNext ? found.hash : before };
      [before, isNext] = [found.hash, false];
    }
    const next = await rest.next();
    if (next.done) return null;
    some = next.value;
  }
}

/** Says what became of the chain at the first place where it does not fit. Reads the rest of it, to find what belongs there. */
export async function findTrouble(
  place: Place,
  event: ChainedEvent,
  batch: readonly ChainedEvent[],
  rest: AsyncIterator<ChainedEvent[]>,
): Promise<Trouble> {
  const { expected, hashes, last, isNoted } = place;
  const seq = Number(event.seq);
  if (!isNoted) return inserted(event, `The chain's end is event ${expected - 1}; nothing tells of this one.`);
  if (seq < expected) return inserted(event, "There is another event of this number.");
  if (seq === expected && last !== null && hashes[0] !== null && fits(event, expected - 1, hashes[0])) {
    return inserted(last, "The events around it were written one right after the other.");
  }
  if (!Number.isInteger(seq)) {
    return { seq: expected, id: event.id, problem: "altered", detail: "It has no number that an event can have." };
  }
  const belongs = await whoBelongs(place, event, batch, rest);
  if (belongs !== null) {
    const { found, before } = belongs;
    if (seq > expected) {
      const detail = `It carries the number ${found.seq} now.`;
      return { seq: expected, id: found.id, problem: "reordered", detail };
    }
    if (Number(found.seq) !== expected && fits(event, Number(found.seq), before)) {
      const detail = `It has changed places with event ${found.seq}.`;
      return { seq: expected, id: event.id, problem: "reordered", detail };
    }
    return inserted(event, `The event that was written as ${expected} is another one.`);
  }
  if (seq === expected) {
    const detail =
      expected === 1
        ? "Its contents are not those it was written with."
        : `Its contents are not those it was written with, or event ${expected - 1} was replaced and its hash with it.`;
    return { seq, id: event.id, problem: "altered", detail };
  }
  const detail =
    seq - expected === 1
      ? `The chain goes on with event ${seq}.`
      : `Events ${expected} to ${seq - 1} are missing; the chain goes on with event ${seq}.`;
  return { seq: expected, id: null, problem: "removed", detail };
}
