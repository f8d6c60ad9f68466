import type { LoadName } from "../options";
import type { Workbench } from "../workbench";
import { autocannonLoad } from "./autocannon-load";
import { hasWrk, wrkLoad } from "./wrk-load";

/** One request; the load goes through a list of them, round and round. */
export type Call = { method: "GET" | "POST"; path: string; headers: Record<string, string>; body?: string };

export type LoadOptions = { url: string; calls: readonly Call[]; connections: number; seconds: number };

/** Latencies in milliseconds; `failed`: answers that are not 2xx, and connections that broke. */
export type LoadResult = { requests: number; seconds: number; p50: number; p99: number; p999: number; failed: number };

export type Load = { name: LoadName; run(options: LoadOptions): Promise<LoadResult> };

/** wrk where it is installed: it takes a third of autocannon's CPU, which on few cores is the server's. */
export function chooseLoad(bench: Workbench, wanted: LoadName = hasWrk() ? "wrk" : "autocannon"): Load {
  return { name: wanted, run: wanted === "wrk" ? wrkLoad(bench) : autocannonLoad(bench) };
}
