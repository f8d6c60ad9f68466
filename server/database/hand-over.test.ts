import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { pool } from "@/lib/db/pool";
import { handOver } from "./hand-over";

const role = { name: `app_${randomBytes(4).toString("hex")}`, password: "first", database: "" };
role.database = `${role.name}_db`;
const superuser = (database: string) => new URL(`/${database}`, inject("postgresUrl")).href;
const application = (password = role.password) =>
  Object.assign(new URL(superuser(role.database)), { username: role.name, password }).href;

async function as<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  await pool().query(`DROP DATABASE IF EXISTS ${role.database} WITH (FORCE)`);
  await pool().query(`DROP ROLE IF EXISTS ${role.name}`);
});

test("a database that an earlier version made as superuser becomes the application's own, with all that is in it", async () => {
  await pool().query(`CREATE DATABASE ${role.database}`);
  await applyMigrations(superuser(role.database));
  await as(superuser(role.database), async (client) => {
    await client.query("INSERT INTO teams (id, name, slug) VALUES (gen_random_uuid(), 'Team', 'team')");
    await client.query("CREATE TABLE counted (n bigserial PRIMARY KEY); CREATE VIEW seen AS SELECT 1 AS one");
  });

  await handOver(superuser, role);
  await as(application(), async (client) => {
    const { rows } = await client.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> current_user::regrole
       UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner <> current_user::regrole
       UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typowner <> current_user::regrole`,
    );
    expect(rows).toEqual([]);
    const { rows: me } = await client.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    expect(me).toEqual([{ rolsuper: false }]);
    expect((await client.query("SELECT slug FROM teams")).rows).toEqual([{ slug: "team" }]);
    await client.query("UPDATE teams SET name = 'Renamed'; ALTER TABLE teams ADD COLUMN more text");
    for (const change of ["UPDATE audit_events SET ip = NULL", "DELETE FROM audit_events", "TRUNCATE audit_events"]) {
      await expect(client.query(change)).rejects.toMatchObject({ code: "42501" });
    }
  });
  expect(await applyMigrations(application())).toEqual([]);
});

test("a start after the first changes nothing but the password that the data folder has", async () => {
  await handOver(superuser, { ...role, password: "second" });
  await expect(as(application("first"), async () => {})).rejects.toMatchObject({ code: "28P01" });
  expect(
    await as(application("second"), async (client) => (await client.query("SELECT slug FROM teams")).rows),
  ).toEqual([{ slug: "team" }]);
});

test("a first start finds nothing, and the application's migrations run in what it is given", async () => {
  await pool().query(`DROP DATABASE ${role.database}`);
  await handOver(superuser, role);
  expect((await applyMigrations(application())).length).toBeGreaterThan(5);
});
