import type { SetBy } from "./policy";

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** "1 hour", "7 days": whole units only, the largest that fits. */
export function span(seconds: number): string {
  for (const [size, name] of UNITS) {
    if (seconds >= size && seconds % size === 0) {
      const n = seconds / size;
      return `${n} ${name}${n === 1 ? "" : "s"}`;
    }
  }
  return `${seconds} seconds`;
}

export const daysInWords = (days: number): string => `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`;

/** Whose limit it is, as a sentence begins with it. */
export const whoAsks = (setBy: SetBy | null): string => (setBy === "team" ? "Your team" : "The provider");
