import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import util from "node:util";
import { Failure } from "./failure.mjs";

/** The environment with the project's .env file under it: what the process was given wins. Empty means unset. */
function readEnvironment(root) {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const file = join(root, ".env");
  const fromFile = existsSync(file) ? util.parseEnv(readFileSync(file, "utf8")) : {};
  return { ...Object.fromEntries(Object.entries(fromFile).filter(([, value]) => value !== "")), ...given };
}

function readPort(environment, name, fallback) {
  const text = environment[name] ?? String(fallback);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new Failure(`${name} is not a port number from 1 to 65535. Example: ${name}=${fallback}`);
}

function checkDatabaseUrl(url) {
  if (url === undefined) return;
  try {
    if (/^postgres(ql)?:$/.test(new URL(url).protocol)) return;
  } catch {
    // The message below serves both; the value is never shown, for it holds a password.
  }
  throw new Failure(
    "DATABASE_URL is not a PostgreSQL address. Example: DATABASE_URL=postgres://latchkey:password@127.0.0.1:5432/latchkey",
  );
}

function checkSecret(environment) {
  const secret = environment.NEXTAUTH_SECRET;
  if (secret === undefined && environment.NODE_ENV !== "production") return;
  if (secret !== undefined && Buffer.byteLength(secret) >= 32) return;
  throw new Failure(
    `NEXTAUTH_SECRET ${secret === undefined ? "is not set and NODE_ENV is production" : "is shorter than 32 bytes"}. ` +
      "Example: NEXTAUTH_SECRET=$(openssl rand -base64 32)",
  );
}

/** How this machine is called in the dashboard's address; a public name says nothing about where the gateway is. */
function localName(dashboardUrl) {
  try {
    const { hostname } = new URL(dashboardUrl);
    return ["127.0.0.1", "[::1]"].includes(hostname) ? hostname : "localhost";
  } catch {
    throw new Failure("NEXTAUTH_URL is not an address. Example: NEXTAUTH_URL=https://keys.example.com");
  }
}

const NO_DATABASE =
  "A gateway alone works on the database of the others, and DATABASE_URL is not set. " +
  "Example: DATABASE_URL=postgres://latchkey:password@db.internal:5432/latchkey npm start -- --only=gateway";

/**
 * What the commands need to know before anything is installed; lib/env.ts parses the rest in each process.
 * @param {"gateway" | undefined} only for `npm start -- --only=gateway`: nothing of the dashboard is asked for
 * @returns {{ root: string, environment: Record<string, string>, only: "gateway" | undefined, host: string, port: number, gatewayPort: number,
 *   dataFolder: string, databaseUrl: string | undefined, dashboardUrl: string, gatewayUrl: string }}
 */
export function readSettings(folder, only) {
  const root = resolve(folder);
  const environment = readEnvironment(root);
  const port = readPort(environment, "PORT", 3000);
  const gatewayPort = readPort(environment, "GATEWAY_PORT", 3001);
  if (port === gatewayPort) {
    throw new Failure(`PORT and GATEWAY_PORT are both ${port}. Give each its own. Example: GATEWAY_PORT=${port + 1}`);
  }
  checkDatabaseUrl(environment.DATABASE_URL);
  if (only === undefined) checkSecret(environment);
  else if (environment.DATABASE_URL === undefined) throw new Failure(NO_DATABASE);
  const dashboardUrl = (environment.NEXTAUTH_URL ?? `http://localhost:${port}`).replace(/\/+$/, "");
  const deployed = environment.NODE_ENV === "production" && environment.DATABASE_URL !== undefined;
  return {
    root,
    environment,
    only,
    host: environment.HOST ?? (deployed ? "0.0.0.0" : "127.0.0.1"),
    port,
    gatewayPort,
    dataFolder: resolve(root, environment.LATCHKEY_DATA_DIR ?? ".latchkey"),
    databaseUrl: environment.DATABASE_URL,
    dashboardUrl,
    gatewayUrl: (environment.GATEWAY_URL ?? `http://${localName(dashboardUrl)}:${gatewayPort}`).replace(/\/+$/, ""),
  };
}
