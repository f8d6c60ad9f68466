import { ConfigurationError, parseEnv } from "@/lib/env";
import { childEnvironment } from "./child-environment";
import type { Settings } from "./settings";

/** Stands for the embedded PostgreSQL, whose address is known only once it runs. */
const EMBEDDED = "postgres://127.0.0.1/latchkey";

/**
 * Reads the configuration once before anything starts. Left to the processes, a wrong variable would be three stacks and
 * three restarts.
 * @throws Failure naming each variable that is wrong, what is wrong and an example
 */
export function checkConfiguration(settings: Settings, development: boolean): void {
  try {
    parseEnv(childEnvironment(settings, settings.databaseUrl ?? EMBEDDED, development));
  } catch (error) {
    if (error instanceof ConfigurationError) throw Object.assign(new Error(error.message), { name: "Failure" });
    throw error;
  }
}
