import { clock } from "@/lib/clock";
import { usageStore } from "./open-usage-store";
import { DAY, floorTo, HOUR } from "./step";
import type { TeamScope } from "./usage-store";
import { UTC } from "./zone";

/**
 * Requests by hour over the last 24 hours, the last being the one under way, of each key asked for; one query for a page.
 * @param keyIds uuids
 */
export async function sparklines(team: TeamScope, keyIds: readonly string[]): Promise<Map<string, number[]>> {
  const to = floorTo(clock.ms(), "hour") + HOUR;
  const range = { from: new Date(to - DAY), to: new Date(to), step: "hour", zone: UTC } as const;
  const series = await usageStore().seriesByKey(team, range, keyIds);
  return new Map([...series].map(([keyId, points]) => [keyId, points.map(({ requests }) => requests)]));
}
