export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Step → milliseconds. Buckets begin at whole multiples of it since the epoch; days are days of a zone (lib/usage/zone.ts). */
export const STEP_MS = {
  minute: MINUTE,
  "5 minutes": 5 * MINUTE,
  "30 minutes": 30 * MINUTE,
  hour: HOUR,
  "6 hours": 6 * HOUR,
  day: DAY,
} as const;
export type UsageStep = keyof typeof STEP_MS;

export const STEPS = Object.keys(STEP_MS) as UsageStep[];

export const floorTo = (ms: number, step: UsageStep): number => Math.floor(ms / STEP_MS[step]) * STEP_MS[step];
export const ceilTo = (ms: number, step: UsageStep): number => Math.ceil(ms / STEP_MS[step]) * STEP_MS[step];
