import { join } from "node:path";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";
import { measureSpool, SPOOL_WORRY_BYTES, type SpoolSize } from "@/lib/usage/spool/measure-spool";
import { bytesText, duration, type HealthCheck } from "./health-check";

const NAME = "Usage spool";
/** It is flushed every second. */
const LATE_MS = 60_000;
const NEARLY_FULL = 0.8;

/** What gateways of this machine have answered and not counted yet. */
export async function checkSpool(): Promise<HealthCheck> {
  const { LATCHKEY_DATA_DIR, USAGE_SPOOL_MAX_MIB } = env();
  try {
    const size = await measureSpool(join(LATCHKEY_DATA_DIR, "spool"));
    return judgeSpool(size, USAGE_SPOOL_MAX_MIB * 1024 * 1024, clock.ms());
  } catch {
    const detail = "There is no spool on this machine: its gateways run elsewhere, or have not been called yet.";
    const todo = "Watch latchkey_spool_bytes at each gateway’s /metrics.";
    return { name: NAME, state: "off", detail, todo };
  }
}

export function judgeSpool({ bytes, oldestAt }: SpoolSize, mostBytes: number, now: number): HealthCheck {
  const waiting = oldestAt === null ? 0 : now - oldestAt;
  const detail =
    oldestAt === null
      ? "Empty: everything answered is counted."
      : `${bytesText(bytes)} of ${bytesText(mostBytes)}, waiting for ${duration(waiting)} at most.`;
  if (bytes > mostBytes * NEARLY_FULL) {
    const todo =
      "Past the bound, calls are answered and not counted. Find out why the database takes no usage, or raise USAGE_SPOOL_MAX_MIB.";
    return { name: NAME, state: "trouble", detail, todo };
  }
  if (waiting > LATE_MS || bytes > SPOOL_WORRY_BYTES) {
    const todo = "It is emptied every second as a rule. Look for “usage” in the gateways’ logs.";
    return { name: NAME, state: "attention", detail, todo };
  }
  return { name: NAME, state: "fine", detail, todo: null };
}
