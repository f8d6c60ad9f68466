import type { Logger } from "pino";
import { env } from "@/lib/env";
import { RateLimiter } from "@/lib/verification/limits/rate-limit";
import { SharedLimits } from "@/lib/verification/limits/shared-limits";
import { calmly } from "./calmly";

export type GatewayLimits = RateLimiter | SharedLimits;

/** The limits as configured: shared through REDIS_URL, or counted in this process. It waits a second at most for a Redis that is away. */
export async function openLimits(log: Logger): Promise<GatewayLimits> {
  const url = env().REDIS_URL;
  if (url === undefined) return new RateLimiter();
  const warn = calmly((what, reason) => log.warn({ reason }, what));
  const inform = calmly((what) => log.info(what));
  return SharedLimits.open({
    url,
    onChange: (backend, error) => {
      if (backend === "redis") inform("limits are counted in Redis", undefined);
      else warn("Redis does not count limits: this gateway counts its own until Redis answers again.", error?.message);
    },
  });
}
