/** `fine`; `attention`: works, but not as it should; `trouble`: something does not work; `off`: not set up, which may be as wanted. */
export type HealthState = "fine" | "attention" | "trouble" | "off";

export type HealthCheck = {
  name: string;
  state: HealthState;
  /** What was found, in a sentence or two. */
  detail: string;
  /** What to do about it; null when there is nothing to be done. */
  todo: string | null;
};

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
] as const;

/** "12 ms", "3 seconds", "2 hours": as exact as a person needs it. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(1, Math.round(ms))} ms`;
  const [size, name] = UNITS.find(([unit]) => ms >= unit) ?? UNITS[3];
  const n = Math.floor(ms / size);
  return `${n} ${name}${n === 1 ? "" : "s"}`;
}

/** "3.2 MiB" */
export function bytesText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let n = bytes;
  let unit = 0;
  for (; n >= 1_024 && unit < units.length - 1; unit++) n /= 1_024;
  return `${unit === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}

export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
