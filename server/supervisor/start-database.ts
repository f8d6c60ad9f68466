import { type Cluster, prepareCluster } from "../database/cluster";
import { handOver } from "../database/hand-over";
import { reachDatabase } from "../database/reach-database";
import { bundleCommand } from "./bundle-command";
import type { Settings } from "./settings";
import type { ChildSpec, SupervisedChild } from "./supervise-child";

const DATABASE = "latchkey";
const APPLICATION = "latchkey_app";

const superuserUrl = ({ port, password }: Cluster, database: string): string =>
  `postgres://latchkey:${password}@127.0.0.1:${port}/${database}`;
const applicationUrl = ({ port, applicationPassword }: Cluster): string =>
  `postgres://${APPLICATION}:${applicationPassword}@127.0.0.1:${port}/${DATABASE}`;

/**
 * Reaches the PostgreSQL of DATABASE_URL, or starts the embedded one under its guardian; makes the database when it is
 * missing. @returns its URL, for the role that the product works as
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
  const url = applicationUrl(cluster);
  const env = { ...settings.environment, NODE_ENV: "production", LATCHKEY_DATA_DIR: settings.dataFolder } as const;
  const role = { name: APPLICATION, password: cluster.applicationPassword, database: DATABASE };
  const ready = async (): Promise<boolean> => {
    await handOver((database) => superuserUrl(cluster, database), role);
    await reachDatabase(url);
    return true;
  };
  await supervise({ name: "database", ...bundleCommand(bundles, "database"), env, ready }).ready;
  return url;
}
