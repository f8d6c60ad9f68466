import { join } from "node:path";
import { type Server, startServer } from "./start-server";
import type { Workbench } from "./workbench";

/** The bundle that `npm start` runs. */
export const startBenchGateway = (bench: Workbench, nodeFlags: string[] = []): Promise<Server> =>
  startServer(bench, { script: join(bench.root, ".build/server/gateway.mjs"), nodeFlags, readyPath: "/readyz" });
