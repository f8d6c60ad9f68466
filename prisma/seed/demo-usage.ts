import { OUTCOME_COLUMN, STATUS_CLASSES, STATUS_COLUMN, USAGE_CODES } from "@/lib/usage/outcome";
import { KEPT } from "@/lib/usage/range";
import { floorTo, STEP_MS } from "@/lib/usage/step";
import { columnIndex, UsageRow } from "@/lib/usage/usage-row";
import { pieceEnd } from "@/lib/usage/zone";
import type { Flow } from "./demo-key";
import { addLatencies } from "./latency";
import { normal, poisson, type Random, share } from "./random";
import { isCampaign, isIncident, rhythmAt } from "./rhythm";

const DAYS = 90;
const SPREAD = 0.55;

export type Who = Pick<UsageRow, "keyId" | "secretId" | "teamId" | "environment">;
/** What a flow left behind: by the minute while minutes are kept, by the hour before. */
export type FlowRows = { minutes: UsageRow[]; hours: UsageRow[] };

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
  const row = new UsageRow({ bucket, ...who });
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
 * What a flow of calls left behind in 90 days: by the hour, and by the minute where minutes are kept.
 * @returns the rows, and the beginning and length (milliseconds) of the last bucket in which it called, or null when it never did
 */
export function flowRows(
  random: Random,
  flow: Flow,
  who: Who,
  now: number,
): FlowRows & { last: { bucket: number; length: number } | null } {
  const first = floorTo(now, "day") - (DAYS - 1) * STEP_MS.day;
  const byMinute = floorTo(now, "hour") + STEP_MS.hour - KEPT.minutes;
  const from = Math.max(first, floorTo(now - (flow.from ?? DAYS) * STEP_MS.day, "minute"));
  const until = floorTo(now - (flow.until ?? 0) * STEP_MS.day, "minute");
  const rows: FlowRows = { minutes: [], hours: [] };
  let last: { bucket: number; length: number } | null = null;
  for (let at = from; at < until; ) {
    const fine = at >= byMinute;
    const end = Math.min(until, fine ? at + STEP_MS.minute : Math.min(pieceEnd(at), byMinute));
    const row = happened(random, flow, who, at, (end - at) / STEP_MS.hour, now);
    if (row !== null) {
      (fine ? rows.minutes : rows.hours).push(row);
      last = { bucket: at, length: end - at };
    }
    at = end;
  }
  return { ...rows, last };
}
