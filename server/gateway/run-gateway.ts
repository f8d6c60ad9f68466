import cluster from "node:cluster";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { LAST_STEP_MS, within } from "./drain";
import { textOfAllWorkers } from "./metrics/worker-metrics";
import { startGateway } from "./start-gateway";

/** One gateway is this process: it answers until SIGTERM, drains, and exits. */
export async function runGateway(): Promise<void> {
  const { HOST, GATEWAY_PORT, GATEWAY_DRAIN_SECONDS } = env();
  const metricsText = cluster.isWorker ? textOfAllWorkers : undefined;
  const options = { host: HOST, port: GATEWAY_PORT, log, metricsText };
  const running = await startGateway(options).catch((error: NodeJS.ErrnoException) => {
    if (error.syscall !== "listen") log.fatal({ err: error }, "The gateway could not start.");
    else log.fatal(`The gateway cannot listen on ${HOST}:${GATEWAY_PORT} (${error.code}). Is GATEWAY_PORT free?`);
    process.exit(1);
  });

  // Before anything is awaited: it answers already, so from here on it can be stopped in order.
  let isStopping = false;
  const hurry = (): void => {
    if (isStopping) running.hurry();
  };
  // Ctrl-C in a terminal may reach the whole process group; the supervisor hears it too and sends SIGTERM when it is our turn.
  process.on("SIGINT", hurry);
  // Without a supervisor nobody takes our output, and exitWithParent leaves little time.
  process.on("disconnect", () => running.hurry());
  process.on("SIGTERM", () => {
    if (isStopping) return hurry();
    isStopping = true;
    log.info({ drainSeconds: GATEWAY_DRAIN_SECONDS }, "gateway stopping");
    running
      .close(GATEWAY_DRAIN_SECONDS * 1000)
      .then(() => within(LAST_STEP_MS, pool().end()))
      .then(() => {
        log.info("gateway stopped");
        process.exit(0);
      })
      .catch((error: unknown) => {
        log.error({ err: error }, "gateway could not stop in order");
        process.exit(1);
      });
  });
  await running.started;
  if (isStopping) return;
  log.info({ host: HOST, port: running.port, pid: process.pid, worker: cluster.worker?.id }, "gateway started");
}
