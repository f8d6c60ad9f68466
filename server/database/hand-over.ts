import pg from "pg";

/** Who the product is to its own PostgreSQL: the owner of its database, and no superuser. */
export type ApplicationRole = { name: string; password: string; database: string };

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Another start may have made the same thing a moment ago. */
async function unlessThere(work: Promise<unknown>): Promise<void> {
  await work.catch((error: { code?: string }) => {
    if (!["42710", "42P04", "23505"].includes(error.code ?? "")) throw error;
  });
}

// Statements that give what the superuser owns in the database to the role in $1. Row types and sequences of columns follow
// their tables.
const OWNED = `
  SELECT format('ALTER %s %s OWNER TO %I', kind, name, $1::text) AS change FROM (
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind,
           c.oid::regclass::text AS name
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = current_user::regrole
      AND c.relkind IN ('r', 'p', 'S', 'v', 'm')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND c.relkind = 'S')
    UNION ALL
    SELECT 'ROUTINE', p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
    UNION ALL
    SELECT 'TYPE', t.oid::regtype::text FROM pg_type t
    WHERE t.typnamespace = 'public'::regnamespace AND t.typowner = current_user::regrole AND t.typtype IN ('e', 'd')
  ) owned`;

/**
 * Makes the application's role and its database, and gives it what an earlier version made there as the superuser. A superuser
 * has every right, whatever is revoked: as one the product could change its own audit trail. Does nothing the second time.
 * @param urlOf a database's URL for the superuser
 */
export async function handOver(urlOf: (database: string) => string, role: ApplicationRole): Promise<void> {
  const [name, database] = [role.name, role.database].map(pg.escapeIdentifier);
  await connected(urlOf("postgres"), async (client) => {
    await unlessThere(client.query(`CREATE ROLE ${name}`));
    await client.query(`ALTER ROLE ${name} LOGIN CREATEDB NOSUPERUSER PASSWORD ${pg.escapeLiteral(role.password)}`);
    await unlessThere(client.query(`CREATE DATABASE ${database} OWNER ${name}`));
    await client.query(`ALTER DATABASE ${database} OWNER TO ${name}`);
  });
  await connected(urlOf(role.database), async (client) => {
    const { rows } = await client.query<{ change: string }>(OWNED, [role.name]);
    if (rows.length > 0) await client.query(rows.map(({ change }) => change).join(";\n"));
  });
}
