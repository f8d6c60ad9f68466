import { countSegments } from "./store/count-segments";
import { expireUsage } from "./store/expire";
import { readBreakdown } from "./store/read-breakdown";
import { readSeries, readSeriesByKey } from "./store/read-series";
import { readRequestsByTeam } from "./store/read-team-requests";
import { readActiveKeys, readTotalsByKey, readTotalsBySecret } from "./store/read-totals";
import { rollUp } from "./store/roll-up";
import type { UsageStore } from "./usage-store";

const postgres: UsageStore = {
  count: countSegments,
  rollUp,
  expire: expireUsage,
  series: readSeries,
  seriesByKey: readSeriesByKey,
  totalsByKey: readTotalsByKey,
  totalsBySecret: readTotalsBySecret,
  requestsByTeam: readRequestsByTeam,
  breakdown: readBreakdown,
  activeKeys: readActiveKeys,
};

/** Where this deployment keeps its usage: PostgreSQL. Another engine would be chosen here. */
export const usageStore = (): UsageStore => postgres;
