import { join } from "node:path";
import { type Cluster, prepareCluster } from "../database/cluster";
import { reachDatabase } from "../database/reach-database";
import type { Settings } from "./settings";
import type { ChildSpec, SupervisedChild } from "./supervise-child";

const urlOf = ({ port, password }: Cluster): string => `postgres://latchkey:${password}@127.0.0.1:${port}/latchkey`;

/** The process of that name: its bundle, run by this Node. */
export const bundleCommand = (bundles: string, name: string): Pick<ChildSpec, "command" | "args"> => ({
  command: process.execPath,
  args: ["--enable-source-maps", join(bundles, `${name}.mjs`)],
});

/**
 * Reaches the PostgreSQL of DATABASE_URL, or starts the embedded one under its guardian; makes the database when it is
 * missing. @returns its URL
 */
export async function startDatabase(
  settings: Settings,
  bundles: string,
  say: (line: string) => void,
  supervise: (spec: ChildSpec) => SupervisedChild,
): Promise<string> {
  if (settings.databaseUrl !== undefined) {
    await reachDatabase(settings.databaseUrl);
    return settings.databaseUrl;
  }
  const cluster = await prepareCluster(settings.dataFolder, (line) => say(`  ${line}`));
  const url = urlOf(cluster);
  const env = { ...settings.environment, NODE_ENV: "production", LATCHKEY_DATA_DIR: settings.dataFolder } as const;
  const ready = () => reachDatabase(url).then(() => true);
  await supervise({ name: "database", ...bundleCommand(bundles, "database"), env, ready }).ready;
  return url;
}
