import { generatedSecret } from "./generated-secret";
import type { Settings } from "./settings";

/** The whole environment of dashboard, gateway and worker: what was given, and what is derived or generated. */
export function childEnvironment(settings: Settings, databaseUrl: string, development: boolean): NodeJS.ProcessEnv {
  const { environment, dataFolder } = settings;
  return {
    ...environment,
    NODE_ENV: development ? "development" : "production",
    HOST: settings.host,
    PORT: String(settings.port),
    GATEWAY_PORT: String(settings.gatewayPort),
    LATCHKEY_DATA_DIR: dataFolder,
    DATABASE_URL: databaseUrl,
    GATEWAY_URL: settings.gatewayUrl,
    NEXTAUTH_URL: settings.dashboardUrl,
    NEXTAUTH_SECRET: environment.NEXTAUTH_SECRET ?? generatedSecret(dataFolder, "nextauth-secret"),
    ...keyEncryptionKey(settings),
    GATEWAY_DRAIN_SECONDS: environment.GATEWAY_DRAIN_SECONDS ?? (isDeployed(environment) ? "8" : "0"),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/**
 * Made up like the other secrets, but where the database outlives the data folder: a key that is gone with a container takes what
 * it sealed with it. There the operator sets one (check-kek.ts). A gateway alone needs none.
 */
function keyEncryptionKey({ environment, dataFolder, only }: Settings): { LATCHKEY_KEK?: string } {
  if (environment.LATCHKEY_KEK !== undefined) return { LATCHKEY_KEK: environment.LATCHKEY_KEK };
  if (isDeployed(environment) || only !== undefined) return {};
  return { LATCHKEY_KEK: `v1:${generatedSecret(dataFolder, "kek")}` };
}

/** Behind a load balancer, as a rule; a start from a checkout has nobody to wait for. */
const isDeployed = ({ NODE_ENV, DATABASE_URL }: Settings["environment"]): boolean =>
  NODE_ENV === "production" && DATABASE_URL !== undefined;
