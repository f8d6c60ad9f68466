// The dashboard's process: Next, in production or (watch mode) development, behind a server that stops in order.
import { createServer } from "node:http";
import next from "next";
import { refuseBrokenRequest } from "../gateway/refuse-broken-request";
import { exitWithParent } from "../supervisor/exit-with-parent";
import { refuseUnreadablePath } from "./refuse-unreadable-path";

const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);
const DRAIN_MS = 25_000;

exitWithParent();
const server = createServer();
const app = next({ dev: process.env.NODE_ENV === "development", hostname: host, port, httpServer: server });
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
const handle = app.getRequestHandler();
server.on("clientError", refuseBrokenRequest);
server.on("request", (request, response) => {
  if (refuseUnreadablePath(request, response)) return;
  // The connection's own address, over whatever a client wrote there: lib/auth/request-from.ts builds on it.
  request.headers["x-latchkey-peer"] = request.socket.remoteAddress;
  void handle(request, response);
});
server.once("error", (error) => {
  console.error(`The dashboard cannot listen on ${host}:${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, host);
