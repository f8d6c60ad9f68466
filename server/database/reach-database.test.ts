import pg from "pg";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { freePort } from "../testing/free-port";
import { reachDatabase } from "./reach-database";

const own = (): URL => new URL(process.env.DATABASE_URL as string);

test("a database that is missing is made, by several starts at once too", async () => {
  const url = Object.assign(own(), { pathname: `${own().pathname}_made` });
  await Promise.all([1, 2, 3].map(() => reachDatabase(url.href)));
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.end();
  await pool().query(`DROP DATABASE "${url.pathname.slice(1)}"`);
});

test("who cannot be reached, or does not let us in, is named without the password", async () => {
  const nobody = Object.assign(own(), { port: String(await freePort()), password: "hunter2secret" });
  const stranger = Object.assign(own(), { username: "stranger", password: "hunter2secret" });
  for (const [url, why] of [
    [nobody, "ECONNREFUSED"],
    [stranger, "password authentication failed"],
  ] as const) {
    const error = await reachDatabase(url.href).catch((caught: unknown) => caught);
    expect(String(error)).toContain(`PostgreSQL at 127.0.0.1:${url.port}${url.pathname} cannot be used`);
    expect(String(error)).toContain(why);
    expect(String(error)).not.toContain("hunter2secret");
  }
});
