import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writePrivately } from "./generated-secret";

// What an operator's command must share with the running processes.
const SHARED = [
  "DATABASE_URL",
  "HOST",
  "PORT",
  "GATEWAY_PORT",
  "GATEWAY_URL",
  "LATCHKEY_DATA_DIR",
  "LATCHKEY_KEK",
  "LATCHKEY_PEPPERS",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
];

const fileIn = (dataFolder: string): string => join(dataFolder, "connection.json");

/** How to reach what runs on this data folder: there (mode 0600) from when it is ready until it stops. */
export function writeConnectionNote(dataFolder: string, environment: NodeJS.ProcessEnv): void {
  const shared = SHARED.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]));
  writePrivately(fileIn(dataFolder), JSON.stringify(Object.fromEntries(shared)));
}

export function readConnectionNote(dataFolder: string): Record<string, string> | undefined {
  const file = fileIn(dataFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : undefined;
}

export const removeConnectionNote = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });
