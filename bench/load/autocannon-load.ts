import { createRequire } from "node:module";
import { join } from "node:path";
import type { Workbench } from "../workbench";
import type { Call, LoadOptions, LoadResult } from "./load";

type Client = { setRequests(calls: readonly Call[]): void };
type Result = {
  requests: { total: number };
  latency: { p50: number; p99: number; p99_9: number };
  duration: number;
  errors: number;
  non2xx: number;
};
type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
  requests: readonly Call[];
  setupClient: (client: Client) => void;
}) => Promise<Result>;

/** Of bench/node_modules; its latencies are whole milliseconds. */
export const autocannonLoad =
  (bench: Workbench) =>
  async ({ url, calls, connections, seconds }: LoadOptions): Promise<LoadResult> => {
    const autocannon = createRequire(join(bench.root, "bench/package.json"))("autocannon") as Autocannon;
    let client = 0;
    const result = await autocannon({
      url,
      connections,
      duration: seconds,
      requests: calls.slice(0, 1),
      // Each connection has its share of the list, so that none asks what another has asked.
      setupClient: (each) => {
        const share = calls.filter((_, i) => i % connections === client % connections);
        each.setRequests(share.length > 0 ? share : calls);
        client++;
      },
    });
    const { p50, p99, p99_9: p999 } = result.latency;
    const failed = result.errors + result.non2xx;
    return { requests: result.requests.total, seconds: result.duration, p50, p99, p999, failed };
  };
