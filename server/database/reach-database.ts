import pg from "pg";

/** A message for the operator; never holds the password. */
export class DatabaseUnreachable extends Error {
  // The commands print a "Failure" as its one message.
  override readonly name = "Failure";
}

const OLDEST = 140_000;

function describeTarget(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  return `${url.hostname || "localhost"}:${url.port || "5432"}${url.pathname}`;
}

function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = first as { code?: string; message?: string };
  return code === undefined || message?.includes(code) ? (message ?? String(first)) : `${message} (${code})`;
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  const admin = await connect(Object.assign(new URL(url), { pathname: "/postgres" }).href);
  try {
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // Another start was faster.
    if ((error as { code?: string }).code !== "42P04" && (error as { code?: string }).code !== "23505") throw error;
  } finally {
    await admin.end();
  }
}

/**
 * Connects, makes the database when it is missing, and checks the version.
 * @throws DatabaseUnreachable one line that says where, why and what next
 */
export async function reachDatabase(databaseUrl: string): Promise<void> {
  const target = describeTarget(databaseUrl);
  let client: pg.Client;
  try {
    client = await connect(databaseUrl).catch(async (error: { code?: string }) => {
      if (error.code !== "3D000") throw error;
      await createDatabase(databaseUrl);
      return connect(databaseUrl);
    });
  } catch (error) {
    throw new DatabaseUnreachable(
      `PostgreSQL at ${target} cannot be used: ${reasonOf(error)}. Check DATABASE_URL and that the server runs; without ` +
        "DATABASE_URL an embedded PostgreSQL is started.",
    );
  }
  try {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version");
    if (rows[0].version < OLDEST) {
      throw new DatabaseUnreachable(`PostgreSQL at ${target} is older than 14. Point DATABASE_URL to a newer one.`);
    }
  } finally {
    await client.end();
  }
}
