import { type Limit, spreadEvenly } from "./spread-evenly";

/** What a limit would have done to counted minutes. */
export type Simulation = {
  calls: number;
  /** Calls refused: at least, were they spread evenly, and at most. */
  refused: { least: number; likely: number; most: number };
  /** Minutes with refused calls, were they spread evenly. */
  minutes: number;
  /** The minute with the most refused calls, were they spread evenly: its index, and how many; null when there is none. */
  worst: { index: number; refused: number } | null;
  /** The smallest limit that refuses nothing: were calls spread evenly, and whenever within their minutes they came. */
  enough: { likely: number; certain: number };
  /** For each minute, the most calls that stood in a window ending in it, were they spread evenly. */
  peaks: number[];
};

const SECONDS = 60;

/** So many minutes are covered by so many windows. */
type Span = { minutes: number; windows: number };

// The longest span of each number of windows; the others follow from it. After as many windows as make whole minutes the
// pattern begins again.
function spansOf(windowSeconds: number, count: number): Span[] {
  const spans: Span[] = [];
  for (let windows = 1; ; windows++) {
    const minutes = Math.floor((windows * windowSeconds) / SECONDS);
    if (minutes > (spans.at(-1)?.minutes ?? 0)) spans.push({ minutes: Math.min(minutes, count), windows });
    if (minutes >= Math.max(1, count) || (minutes > 0 && (windows * windowSeconds) % SECONDS === 0)) return spans;
  }
}

/** The most that any placing of the calls lets through: no span holds more than its windows do. */
function mostAllowed(counts: readonly number[], { limit, windowSeconds }: Limit): number {
  const spans = spansOf(windowSeconds, counts.length);
  // Allowed before each minute. As much as fits, as early as it fits, is the most there can be.
  const before = new Float64Array(counts.length + 1);
  for (const [i, count] of counts.entries()) {
    let room = count;
    for (const { minutes, windows } of spans) {
      const inSpan = (before[i] ?? 0) - (before[Math.max(0, i + 1 - minutes)] ?? 0);
      room = Math.min(room, limit * windows - inSpan);
    }
    before[i + 1] = (before[i] ?? 0) + Math.max(0, room);
  }
  return before[counts.length] ?? 0;
}

/** How many minutes before its own a call's window may reach into. */
const reach = (windowSeconds: number): number => Math.ceil(windowSeconds / SECONDS);

/** The least that any placing lets through: a call is refused only when the minutes its window touches let the limit through. */
function leastAllowed(counts: readonly number[], { limit, windowSeconds }: Limit): number {
  const minutes = reach(windowSeconds);
  const allowed: number[] = [];
  let total = 0;
  let inReach = 0;
  for (const [i, count] of counts.entries()) {
    const some = Math.min(count, Math.max(0, limit - inReach));
    allowed.push(some);
    total += some;
    inReach += some - (allowed[i - minutes] ?? 0);
  }
  return total;
}

/** The most calls in the minutes that one window can touch. */
function mostInReach(counts: readonly number[], windowSeconds: number): number {
  const minutes = reach(windowSeconds);
  let sum = 0;
  let most = 0;
  for (const [i, count] of counts.entries()) {
    sum += count - (counts[i - minutes - 1] ?? 0);
    most = Math.max(most, sum);
  }
  return most;
}

/**
 * What a proposed limit would have refused of the calls counted in consecutive minutes. Pure.
 *
 * Minutes know how many calls came, and not when within the minute. So the answer is a range that holds for every placing of
 * the calls, and between its ends what happens when each minute's calls are spread evenly over it. A window as long as
 * several minutes leaves little open; one of a second leaves nearly everything open. Beyond that: the first window begins
 * empty, every call counts as one, and the limiter itself may err by 1/64 of a window towards refusing.
 * @param counts calls by minute that reached the limiter: those let through and those it refused
 */
export function simulateLimit(counts: readonly number[], limit: Limit): Simulation {
  const calls = counts.reduce((sum, count) => sum + count, 0);
  const least = calls - mostAllowed(counts, limit);
  const most = calls - leastAllowed(counts, limit);
  const even = spreadEvenly(counts, limit);
  const certain = mostInReach(counts, limit.windowSeconds);
  const refused = even.refused.reduce((sum, minute) => sum + minute, 0);
  const index = even.refused.reduce((worst, minute, i) => (minute > (even.refused[worst] ?? 0) ? i : worst), 0);
  const worst = even.refused[index] ?? 0;
  return {
    calls,
    refused: { least, likely: Math.min(most, Math.max(least, Math.round(refused))), most },
    minutes: even.refused.filter((minute) => minute > 0).length,
    worst: worst > 0 ? { index, refused: Math.max(1, Math.round(worst)) } : null,
    enough: { likely: Math.min(certain, Math.ceil(Math.max(0, ...even.peaks))), certain },
    peaks: even.peaks,
  };
}
