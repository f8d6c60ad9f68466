import { performance } from "node:perf_hooks";
import { env } from "@/lib/env";
import { openRedis } from "@/lib/verification/limits/open-redis";
import { duration, type HealthCheck } from "./health-check";

const NAME = "Redis";
const LONGEST_MS = 1_500;

/** Whether limits are shared, and with whom. @param gateways that are up */
export async function checkRedis(gateways: number): Promise<HealthCheck> {
  const { REDIS_URL } = env();
  if (REDIS_URL === undefined) return withoutRedis(gateways);
  const latency = await ping(REDIS_URL);
  if (latency === null) {
    const detail =
      "REDIS_URL is set, and nothing answers there: each gateway counts limits alone, so that together they accept more.";
    return {
      name: NAME,
      state: "trouble",
      detail,
      todo: "Start Redis, or correct REDIS_URL. Gateways go back to it by themselves.",
    };
  }
  const detail = `Limits are shared through it; it answers this dashboard in ${duration(latency)}.`;
  return { name: NAME, state: "fine", detail, todo: null };
}

export function withoutRedis(gateways: number): HealthCheck {
  const detail = "Not configured: each gateway counts limits for itself.";
  if (gateways <= 1)
    return { name: NAME, state: "off", detail: `${detail} With one gateway that is exact.`, todo: null };
  const more = `${detail} ${gateways} gateways accept up to ${gateways} times a key’s limit.`;
  return { name: NAME, state: "attention", detail: more, todo: "Set REDIS_URL for all gateways and restart them." };
}

async function ping(url: string): Promise<number | null> {
  const client = openRedis(url);
  // Told below, by what is thrown.
  client.on("error", () => {});
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too slow")), LONGEST_MS);
  });
  const asking = async (): Promise<number> => {
    await client.connect();
    const begun = performance.now();
    await client.ping();
    return performance.now() - begun;
  };
  try {
    return await Promise.race([asking(), deadline]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
}
