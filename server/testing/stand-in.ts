// Stands in for gateway, worker and dashboard where a test is about the supervisor: answers on its port, ends in order.
import { createServer } from "node:http";
import { basename } from "node:path";
import { exitWithParent } from "../supervisor/exit-with-parent";

const role = basename(process.argv[1] ?? "", ".mjs");
exitWithParent();
process.on("SIGTERM", () => process.exit(0));
const port = { gateway: process.env.GATEWAY_PORT, dashboard: process.env.PORT }[role];
if (port === undefined) setInterval(() => {}, 60_000);
else createServer((_, response) => response.end(String(process.pid))).listen(Number(port), process.env.HOST);
