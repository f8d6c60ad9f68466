// The dashboard's process: Next, in production or (watch mode) development, behind a server that stops in order.
import { createServer } from "node:http";
import next from "next";
import { env } from "@/lib/env";
import { exitWithParent } from "../supervisor/exit-with-parent";
import { createFront, type Handle } from "./front";

const { HOST: host, PORT: port, NODE_ENV, NEXTAUTH_URL, TRUSTED_PROXIES } = env();
const DRAIN_MS = 25_000;

exitWithParent();
const development = NODE_ENV === "development";
let handle: Handle;
const server = createFront(
  { publicUrl: NEXTAUTH_URL, trustedProxies: TRUSTED_PROXIES, development },
  (request, response) => handle(request, response),
);
// Next listens for upgrades on the server it is given. Only watch mode has a WebSocket; without a listener an upgrade is a
// request like any other.
const app = next({ dev: development, hostname: host, port, httpServer: development ? server : createServer() });
const stop = async (): Promise<void> => {
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(late);
  await app.close();
  process.exit(0);
};
process.once("SIGTERM", stop);

await app.prepare();
handle = app.getRequestHandler();
server.once("error", (error) => {
  console.error(`The dashboard cannot listen on ${host}:${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, host);
