import cluster, { type Worker } from "node:cluster";
import { log } from "@/lib/log";
import { backOff } from "@/server/supervisor/back-off";
import { answerForAllWorkers } from "./metrics/all-workers-metrics";

const RESTARTS = { firstMs: 250, mostMs: 10_000, steadyMs: 30_000 };

/**
 * Makes this process the primary of `count` gateways that share its port: it starts them, replaces one that dies (with
 * back-off), passes SIGTERM on and exits when the last of them has. It answers nothing itself.
 */
export function runWorkers(count: number): void {
  let isStopping = false;
  let hasListened = false;
  let exitCode = 0;
  const workers = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

  const keep = (waitAfter: (aliveMs: number) => number): void => {
    const begun = performance.now();
    const worker = cluster.fork();
    worker.once("exit", (code: number | null, signal: string | null) => {
      const why = signal === null ? `exit code ${code}` : `signal ${signal}`;
      if (isStopping) {
        // By the signal itself ends who has not started yet.
        if (code !== 0 && signal !== "SIGTERM") exitCode = 1;
        return endWithLast();
      }
      // As a gateway alone: what keeps it from starting is said, and whoever started this decides.
      if (!hasListened) process.exit(code === 0 ? 1 : (code ?? 1));
      const waitMs = waitAfter(performance.now() - begun);
      log.error({ worker: worker.id }, `A gateway worker ended (${why}); starting another in ${waitMs / 1000} s.`);
      setTimeout(() => isStopping || keep(waitAfter), waitMs);
    });
  };

  const endWithLast = (): void => {
    if (workers().every((worker) => worker.isDead())) process.exit(exitCode);
  };

  // The workers accept for themselves. Node's other way, the primary handing connections out, leaves the callers of those
  // that were on their way to a worker that dies waiting for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.on("listening", () => {
    hasListened = true;
  });
  answerForAllWorkers();
  // Each worker hears of Ctrl-C itself, and our turn comes with SIGTERM; a second one hurries them.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {
    isStopping = true;
    for (const worker of workers()) worker.process.kill("SIGTERM");
    endWithLast();
  });
  // They lose us as we have lost our supervisor, and end as fast as a gateway alone would.
  process.on("disconnect", () => {
    for (const worker of workers()) worker.process.disconnect();
  });
  for (let i = 0; i < count; i++) keep(backOff(RESTARTS));
}
