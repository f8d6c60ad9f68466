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
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
