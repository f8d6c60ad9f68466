/** A limit as a key has it: at most so many calls in any window of so many seconds. */
export type Limit = { limit: number; windowSeconds: number };

const SECONDS = 60;
/** Into how many steps a window is cut, at least, where it can be. */
const FINE = 20;

const divides = (step: number, windowSeconds: number): boolean => SECONDS % step === 0 && windowSeconds % step === 0;

/** The longest step, in seconds, that cuts minutes and windows evenly and the window finely. */
function stepOf(windowSeconds: number): number {
  for (let step = SECONDS; step > 1; step--)
    if (divides(step, windowSeconds) && windowSeconds / step >= FINE) return step;
  return 1;
}

/** A sum over the last `length` values put in. */
class SlidingSum {
  readonly #values: Float64Array;
  #at = 0;
  sum = 0;

  constructor(length: number) {
    this.#values = new Float64Array(length);
  }

  /** Makes room for one more value: the oldest leaves. */
  shift(): void {
    this.#at = (this.#at + 1) % this.#values.length;
    this.sum -= this.#values[this.#at] ?? 0;
    this.#values[this.#at] = 0;
  }

  put(value: number): void {
    this.#values[this.#at] = value;
    this.sum += value;
  }
}

/**
 * Replays minutes whose calls come evenly: what a limit refuses in each, and the most calls that stood in a window ending in
 * it. In sixtieths of a call, so that every sum is exact.
 */
export function spreadEvenly(
  counts: readonly number[],
  { limit, windowSeconds }: Limit,
): { refused: number[]; peaks: number[] } {
  const step = stepOf(windowSeconds);
  const [asked, allowed] = [new SlidingSum(windowSeconds / step), new SlidingSum(windowSeconds / step)];
  const refused: number[] = [];
  const peaks: number[] = [];
  for (const count of counts) {
    const part = count * step;
    let over = 0;
    let peak = 0;
    for (let at = 0; at < SECONDS; at += step) {
      asked.shift();
      asked.put(part);
      allowed.shift();
      const some = Math.min(part, limit * SECONDS - allowed.sum);
      allowed.put(some);
      over += part - some;
      peak = Math.max(peak, asked.sum);
    }
    refused.push(over / SECONDS);
    peaks.push(peak / SECONDS);
  }
  return { refused, peaks };
}
