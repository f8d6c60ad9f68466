import pg from "pg";

/** True while nobody has an account; false also when that cannot be told, for it only adds a hint. */
export async function isFirstRun(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("SELECT NOT EXISTS (SELECT FROM users) AS first");
    return rows[0].first;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
