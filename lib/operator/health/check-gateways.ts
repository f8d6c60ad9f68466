import { performance } from "node:perf_hooks";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { pool } from "@/lib/db/pool";
import { counted, duration, type HealthCheck } from "./health-check";

/** A gateway beats once a second. */
const SILENT_AFTER_MS = 3_000;
/** One that was killed leaves its row behind: after an hour nobody waits for it any more. */
const FORGOTTEN_AFTER_MS = 3_600_000;

export type GatewayFacts = { upMs: number; silentMs: number };
export type GatewaysSeen = { gateways: GatewayFacts[]; heard: boolean; lagMs: number };

/** Which gateways beat, and how long a notice takes until all of them have said that they heard it: the lag of their listeners. */
export async function seeGateways(): Promise<GatewaysSeen> {
  const { rows } = await pool().query<{ up: number; silent: number }>(
    `SELECT (extract(epoch FROM now() - started_at) * 1000)::float8 AS up,
       (extract(epoch FROM now() - seen_at) * 1000)::float8 AS silent FROM gateways ORDER BY started_at`,
  );
  // The first question of a process also connects; the second one measures.
  await heardByGateways();
  const begun = performance.now();
  const heard = await heardByGateways();
  return {
    gateways: rows.map(({ up, silent }) => ({ upMs: up, silentMs: silent })),
    heard,
    lagMs: performance.now() - begun,
  };
}

export const isUp = ({ silentMs }: GatewayFacts): boolean => silentMs < SILENT_AFTER_MS;

export function judgeGateways({ gateways, heard, lagMs }: GatewaysSeen): HealthCheck {
  const name = "Gateways";
  const up = gateways.filter(isUp);
  const silent = gateways.filter((gateway) => !isUp(gateway) && gateway.silentMs < FORGOTTEN_AFTER_MS);
  const longest = duration(Math.max(0, ...up.map(({ upMs }) => upMs)));
  if (up.length === 0) {
    const detail = "No gateway has been heard of in the last 3 seconds: no key is verified.";
    return { name, state: "trouble", detail, todo: "Start one with npm start, or npm start -- --only=gateway." };
  }
  const running = `${counted(up.length, "gateway")} up, the longest for ${longest}.`;
  if (!heard) {
    const detail = `${running} Not all of them heard a notice within a second, so a revocation takes up to 2 seconds to reach them.`;
    return { name, state: "attention", detail, todo: "Look for “listener” in the gateways’ logs." };
  }
  const heardText = `All of them heard a notice within ${duration(lagMs)}.`;
  if (silent.length > 0) {
    const last = duration(Math.min(...silent.map(({ silentMs }) => silentMs)));
    const detail = `${running} ${heardText} ${counted(silent.length, "other")} went silent, the last ${last} ago, without stopping in order.`;
    return {
      name,
      state: "attention",
      detail,
      todo: "If it was not stopped on purpose, look at its log and start it again.",
    };
  }
  return { name, state: "fine", detail: `${running} ${heardText}`, todo: null };
}
