import pg from "pg";
import { expect, test } from "vitest";
import { z } from "zod";
import { inTransaction, prisma } from "./db/prisma";
import { DomainError, isInfrastructureTrouble } from "./errors";
import { toRefusal } from "./refusal";

test("a dead database is unavailable, never the caller's fault", async () => {
  const client = new pg.Client({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
  const error: unknown = await client.connect().catch((thrown: unknown) => thrown);
  expect(isInfrastructureTrouble(error)).toBe(true);
  expect(toRefusal(error, "req_1").code).toBe("unavailable");
  expect(isInfrastructureTrouble(new Error("Query read timeout"))).toBe(true);
  expect(isInfrastructureTrouble(Object.assign(new Error("shutting down"), { code: "57P01" }))).toBe(true);
  expect(
    isInfrastructureTrouble(new Error("outer", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) })),
  ).toBe(true);
});

test("a connection that the server ends under a statement is unavailable, also as Prisma wraps it", async () => {
  const raw: unknown = await prisma().$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`.catch(
    (thrown: unknown) => thrown,
  );
  expect(toRefusal(raw, "req_1").code).toBe("unavailable");

  const other = new pg.Client({ connectionString: process.env.DATABASE_URL });
  const waiting = inTransaction(async (tx) => {
    const [{ pid } = { pid: 0 }] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await other.connect();
    await other.query("SELECT pg_terminate_backend($1)", [pid]);
    await other.end();
    return tx.user.findFirst();
  });
  const modelled: unknown = await waiting.catch((thrown: unknown) => thrown);
  expect(toRefusal(modelled, "req_1").code).toBe("unavailable");
});

test("a constraint violation is not taken for a dead database", () => {
  expect(isInfrastructureTrouble(Object.assign(new Error("duplicate"), { code: "23505" }))).toBe(false);
});

test("an unexpected error's own words stay inside", () => {
  const refusal = toRefusal(new Error("column secret_hash of relation secrets"), "req_42");
  expect(refusal).toMatchObject({ code: "internal", message: expect.stringContaining("req_42") });
  expect(refusal.message).not.toContain("secret_hash");
});

test("a schema's refusal names the field; an unknown field is named too", () => {
  const schema = z.strictObject({ label: z.string().min(1, "Give it a label.") });
  const refuse = (input: unknown) => toRefusal(schema.safeParse(input).error, "req_1");
  expect(refuse({ label: "" })).toMatchObject({ code: "invalid", fieldErrors: { label: "Give it a label." } });
  expect(refuse({ label: "x", colour: "red" })).toMatchObject({ fieldErrors: { colour: "There is no such field." } });
  expect(toRefusal(new DomainError("conflict", "as it is"), "req_1").message).toBe("as it is");
});
