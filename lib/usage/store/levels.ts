import { DAY, floorTo, MINUTE } from "../step";
import { pieceEnd, pieceStart } from "../zone";

/** Usage is kept at three levels; each is one table of every family below, in partitions of so many days. */
export type Level = "minutes" | "hours" | "days";
export const LEVELS: readonly Level[] = ["minutes", "hours", "days"];
export const PARTITION_MS: Record<Level, number> = { minutes: DAY, hours: 7 * DAY, days: 91 * DAY };

/** Counts and details of each secret, and of a team's environment as a whole. */
export type CountFamily = "usage" | "team_usage";
export type DetailFamily = "usage_detail" | "team_usage_detail";
export type Family = CountFamily | DetailFamily;

export const isOfTeam = (family: Family): boolean => family.startsWith("team_");

/** The beginning of the bucket of a level that a moment falls into. Hours are cut where a day begins within them (zone.ts). */
export const BUCKET_START: Record<Level, (ms: number) => number> = {
  minutes: (ms) => floorTo(ms, "minute"),
  hours: pieceStart,
  days: (ms) => floorTo(ms, "day"),
};

/** When the bucket after that begins. */
export const BUCKET_END: Record<Level, (ms: number) => number> = {
  minutes: (ms) => floorTo(ms, "minute") + MINUTE,
  hours: pieceEnd,
  days: (ms) => floorTo(ms, "day") + DAY,
};
