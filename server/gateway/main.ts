import cluster from "node:cluster";
import { setFlagsFromString } from "node:v8";
import { env } from "@/lib/env";
import { exitWithParent } from "@/server/supervisor/exit-with-parent";
import { runGateway } from "./run-gateway";
import { runWorkers } from "./run-workers";

// What outlives a collection of young garbage is next to nothing here; threads that help with it only have to be waited for,
// longest when the other cores are busy. Measured, it is a quarter of p99.
setFlagsFromString("--no-parallel-scavenge");

// A worker whose primary is gone is told to stop like a gateway whose supervisor is; node would end it on the spot.
cluster.worker?.once("disconnect", () => {
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
});
// What it still says to the primary then reaches nobody.
cluster.worker?.on("error", () => {});
exitWithParent();
const { GATEWAY_WORKERS } = env();
if (GATEWAY_WORKERS > 1 && cluster.isPrimary) runWorkers(GATEWAY_WORKERS);
else await runGateway();
