import { join } from "node:path";
import { GATEWAY_FLAGS } from "@/server/supervisor/bundle-command";
import { type Server, type ServerOptions, startServer } from "./start-server";
import type { Workbench } from "./workbench";

/** The bundle that `npm start` runs. */
export const gatewayScript = (bench: Workbench): string => join(bench.root, ".build/server/gateway.mjs");

export const startBenchGateway = (bench: Workbench, options: Partial<ServerOptions> = {}): Promise<Server> =>
  startServer(bench, {
    script: gatewayScript(bench),
    readyPath: "/readyz",
    ...options,
    nodeFlags: [...GATEWAY_FLAGS, ...(options.nodeFlags ?? [])],
  });
