import type { Call, Load, LoadResult } from "./load/load";
import { median } from "./median";
import type { Server } from "./start-server";

/** A server as it is asked. */
export type Candidate = { name: string; server: Server; calls: readonly Call[] };

/** Of one round: requests/s, latencies in ms, the server's CPU in ms per 1,000 requests. */
export type Round = Pick<LoadResult, "p50" | "p99" | "p999"> & { rate: number; cpu: number };

export type LoadShape = { seconds: number; connections: number };

/** @throws when a request failed: then the figures are of something else */
export async function measure(load: Load, { name, server, calls }: Candidate, shape: LoadShape): Promise<Round> {
  const before = await server.cpuMs();
  const { requests, seconds, failed, p50, p99, p999 } = await load.run({ url: server.url, calls, ...shape });
  const cpuMs = (await server.cpuMs()) - before;
  if (failed > 0) throw new Error(`${name}: ${failed} of ${requests} requests failed.`);
  return { rate: requests / seconds, cpu: (cpuMs / requests) * 1000, p50, p99, p999 };
}

export const medianRound = (rounds: readonly Round[]): Round => {
  const of = (figure: keyof Round): number => median(rounds.map((round) => round[figure]));
  return { rate: of("rate"), p50: of("p50"), p99: of("p99"), p999: of("p999"), cpu: of("cpu") };
};
