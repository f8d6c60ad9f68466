import { OUTCOME_COLUMN, STATUS_CLASSES, STATUS_COLUMN, USAGE_CODES } from "@/lib/usage/outcome";
import { floorTo, KEPT_MS, STEP_MS } from "@/lib/usage/range";
import { addRow, columnIndex, emptyRow, type UsageRow, type UsageRows } from "@/lib/usage/usage-rows";
import type { Flow } from "./demo-key";
import { addLatencies } from "./latency";
import { normal, poisson, type Random, share } from "./random";
import { isCampaign, isIncident, rhythmAt } from "./rhythm";

const DAYS = 90;
const SPREAD = 0.55;

/** The same usage at the three levels it is kept at; sums agree wherever levels overlap. */
export type Levels = { minutes: UsageRows; hours: UsageRows; days: UsageRows };
export type Who = Pick<UsageRow, "keyId" | "secretId" | "teamId" | "environment">;

export const noLevels = (): Levels => ({ minutes: new Map(), hours: new Map(), days: new Map() });

function callsAt(flow: Flow, at: number, now: number): number {
  const age = (now - at) / STEP_MS.day;
  const growth = flow.growth ?? 1;
  const grown = growth ** (1 - age / DAYS) / growth;
  const campaign = flow.campaign && isCampaign(at, now) ? 4.5 : 1;
  return flow.perHour * rhythmAt(flow.rhythm, at) * grown * campaign;
}

/** In the order of STATUS_CLASSES. */
function statusWeights(flow: Flow, incident: boolean): number[] {
  const serverErrors = incident ? 0.225 : 0.0025;
  const clientErrors = flow.clientErrors ?? 0.02;
  return [0, 1 - 0.006 - clientErrors - serverErrors, 0.006, clientErrors, serverErrors];
}

function happened(random: Random, flow: Flow, who: Who, bucket: number, hours: number, now: number): UsageRow | null {
  const expected = callsAt(flow, bucket, now) * hours * Math.exp(0.07 * normal(random));
  const calls = poisson(random, expected);
  if (calls === 0) return null;
  const row = emptyRow({ bucket, ...who });
  const outcomes = share(
    random,
    calls,
    USAGE_CODES.map((code) => flow.outcomes[code] ?? 0),
  );
  for (const [i, code] of USAGE_CODES.entries()) row.counts[columnIndex(OUTCOME_COLUMN[code])] = outcomes[i] ?? 0;

  // Services report what they answered to the calls that were let through.
  const incident = who.environment === "live" && isIncident(bucket, now);
  const served = outcomes[USAGE_CODES.indexOf("VALID")] ?? 0;
  const responses = share(random, served, statusWeights(flow, incident));
  for (const [i, status] of STATUS_CLASSES.entries()) {
    row.counts[columnIndex(STATUS_COLUMN[status])] = responses[i] ?? 0;
  }
  const load = 0.85 + 0.2 * rhythmAt(flow.rhythm, bucket);
  const median = (flow.medianMs ?? 40) * load * (incident ? 6 : 1) * Math.exp(0.03 * normal(random));
  addLatencies(random, row.latency, served, median, incident ? 0.9 : SPREAD);
  return row;
}

/**
 * Adds what a flow of calls left behind in 90 days: by the hour, and by the minute in the last 48 hours.
 * @returns the beginning and length (milliseconds) of the last bucket in which it called, or null when it never did
 */
export function addFlow(
  random: Random,
  levels: Levels,
  flow: Flow,
  who: Who,
  now: number,
): { bucket: number; length: number } | null {
  const first = floorTo(now, "day") - (DAYS - 1) * STEP_MS.day;
  const byMinute = floorTo(now, "hour") + STEP_MS.hour - KEPT_MS.minutes;
  const from = Math.max(first, floorTo(now - (flow.from ?? DAYS) * STEP_MS.day, "minute"));
  const until = floorTo(now - (flow.until ?? 0) * STEP_MS.day, "minute");
  let last: { bucket: number; length: number } | null = null;
  for (let at = from; at < until; ) {
    const fine = at >= byMinute;
    const end = Math.min(until, fine ? at + STEP_MS.minute : Math.min(floorTo(at, "hour") + STEP_MS.hour, byMinute));
    const row = happened(random, flow, who, at, (end - at) / STEP_MS.hour, now);
    if (row !== null) {
      if (fine) addRow(levels.minutes, row, "minute");
      addRow(levels.hours, row, "hour");
      addRow(levels.days, row, "day");
      last = { bucket: at, length: end - at };
    }
    at = end;
  }
  return last;
}
