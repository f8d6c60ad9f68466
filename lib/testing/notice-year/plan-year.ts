import { DAY } from "@/lib/usage/step";

// A year of a thousand keys, drawn from a seed: what exists, and what people do to it when. Both the run and the oracle go by it.

export const START = Date.parse("2027-01-01T08:00:00Z");
export const STEP = DAY / 2;
export const STEPS = 730;
/** Four weeks. */
const MONTH = 56;

/** When a date was set, and (null: it held on) when it gave way to another, or to nothing. */
export type DateSpan = { at: number; setAt: number; until: number | null };

export type YearKey = {
  label: string;
  team: number;
  /** The index of its creator in the team. */
  creator: number;
  createdAt: number;
  expiries: DateSpan[];
  /** By when each of its secrets is to be rotated. */
  rotations: DateSpan[];
  enforced: boolean;
  revokedAt: number | null;
};

/** mulberry32: small, and the same everywhere. */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** @param draw from `drawFrom` */
export function planYear(count: number, teams: number, members: number, draw: (below: number) => number): YearKey[] {
  const moment = (step: number): number => START + step * STEP;
  // Most fall on the same mornings, so that much falls together; some on any other, and a few on an evening, which digests wait for.
  const onDay = (step: number): number => {
    const kind = draw(150);
    if (kind > 1) return Math.ceil(step / MONTH) * MONTH;
    return kind === 1 ? step - (step % 2) + 2 : step - (step % 2) + 1;
  };
  return Array.from({ length: count }, (_, n) => {
    const born = draw(10) === 0 ? onDay(2 * draw(300)) : 0;
    const later = (from: number, days: number): number => onDay(from + 1 + 2 * draw(days));
    const end = draw(5) === 0 ? null : later(born, 400);
    const revoked = draw(8) === 0 ? later(born, 300) : null;
    const extended = end !== null && draw(6) === 0 ? Math.max(born + 1, end - 1 - draw(80)) : null;
    const stop = (step: number): number | null => (revoked !== null && revoked <= step ? moment(revoked) : null);

    const expiries: DateSpan[] = [];
    if (end !== null) {
      const held = extended === null || (revoked !== null && revoked <= extended) ? null : extended;
      expiries.push({ at: moment(end), setAt: moment(born), until: held === null ? stop(10_000) : moment(held) });
      if (held !== null) {
        const next = later(held, 120);
        // To the same day would be no change.
        expiries.push({ at: moment(next === end ? next + MONTH : next), setAt: moment(held), until: stop(10_000) });
      }
    }
    const rotations: DateSpan[] = [];
    if (draw(6) === 0) {
      const every = [28, 56, 84][draw(3)] ?? 84;
      for (let since = born; since < STEPS; ) {
        const due = since + 2 * every;
        // Some rotate in time, some a little late, some never.
        const next = [Math.max(since + 1, due - MONTH / 2), due + MONTH / 2, STEPS][draw(3)] ?? STEPS;
        const ended = revoked !== null && revoked <= next;
        rotations.push({
          at: moment(due),
          setAt: moment(since),
          until: ended ? moment(revoked) : next < STEPS ? moment(next) : null,
        });
        if (ended) break;
        // An expired key cannot be rotated.
        const last = expiries.findLast(({ setAt }) => setAt <= moment(next));
        if (last !== undefined && last.at <= moment(next)) {
          (rotations.at(-1) as DateSpan).until = revoked === null ? null : moment(revoked);
          break;
        }
        since = next;
      }
    }
    return {
      label: `K${String(n).padStart(4, "0")}`,
      team: n % teams,
      creator: draw(members),
      createdAt: moment(born),
      expiries,
      rotations,
      enforced: draw(2) === 0,
      revokedAt: revoked === null || revoked >= STEPS ? null : moment(revoked),
    };
  });
}
