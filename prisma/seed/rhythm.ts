/** When something calls: the factor on its hourly rate, by hour of the day and day of the week (UTC). */
export type Rhythm = "business" | "shoppers" | "nightly" | "builds" | "steady";

const bell = (hour: number, peak: number, width: number): number => {
  const away = Math.min(Math.abs(hour - peak), 24 - Math.abs(hour - peak));
  return Math.exp(-(away * away) / (2 * width * width));
};
const isWeekend = (day: number): boolean => day === 0 || day === 6;

export function rhythmAt(rhythm: Rhythm, ms: number): number {
  const date = new Date(ms);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const weekend = isWeekend(date.getUTCDay());
  switch (rhythm) {
    case "business":
      return (0.15 + 1.2 * bell(hour, 11, 3) + 0.9 * bell(hour, 16, 3)) * (weekend ? 0.35 : 1);
    case "shoppers":
      return (0.2 + 0.6 * bell(hour, 12, 3) + 1.3 * bell(hour, 20, 2.5)) * (weekend ? 1.25 : 1);
    case "nightly":
      return hour >= 1 && hour < 2.5 ? 1 : 0;
    case "builds":
      return weekend ? 0.05 : hour >= 7 && hour < 19 ? 0.6 + 0.8 * bell(hour, 14, 3) : 0.08;
    case "steady":
      return 1;
  }
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const midnight = (now: number, daysAgo: number): number => Math.floor((now - daysAgo * DAY) / DAY) * DAY;

/** Nine days ago, 14:00 to 17:00 UTC, the provider's own service had trouble: server errors and long waits. */
export const incidentStart = (now: number): number => midnight(now, 9) + 14 * HOUR;
export const isIncident = (ms: number, now: number): boolean => {
  const start = incidentStart(now);
  return ms >= start && ms < start + 3 * HOUR;
};

/** Twenty-three days ago a campaign brought shoppers in for two hours. */
export const isCampaign = (ms: number, now: number): boolean => {
  const start = midnight(now, 23) + 18 * HOUR;
  return ms >= start && ms < start + 2 * HOUR;
};
