import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { exitWithParent } from "@/server/supervisor/exit-with-parent";
import { startGateway } from "./start-gateway";

exitWithParent();
// Ctrl-C in a terminal may reach the whole process group; the supervisor hears it too and sends SIGTERM when it is our turn.
process.on("SIGINT", () => {});

const { HOST, GATEWAY_PORT } = env();
const running = await startGateway({ host: HOST, port: GATEWAY_PORT, log }).catch((error: NodeJS.ErrnoException) => {
  log.fatal(
    `The gateway cannot listen on ${HOST}:${GATEWAY_PORT} (${error.code ?? error.message}). Is GATEWAY_PORT free?`,
  );
  process.exit(1);
});
log.info({ host: HOST, port: running.port }, "gateway started");

process.once("SIGTERM", () => {
  log.info("gateway stopping");
  running
    .close()
    .then(() => pool().end())
    .then(() => {
      log.info("gateway stopped");
      process.exit(0);
    })
    .catch((error: unknown) => {
      log.error({ err: error }, "gateway could not stop in order");
      process.exit(1);
    });
});
