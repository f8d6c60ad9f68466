import { DAY } from "@/lib/usage/step";

const LONG = 21 * DAY;

/** The stretches of three weeks and more between uses. @param uses when the key was used: milliseconds, ascending */
export function longPauses(uses: readonly number[]): number[] {
  const pauses: number[] = [];
  for (let i = 1; i < uses.length; i++) {
    const pause = (uses[i] ?? 0) - (uses[i - 1] ?? 0);
    if (pause >= LONG) pauses.push(pause);
  }
  return pauses;
}
