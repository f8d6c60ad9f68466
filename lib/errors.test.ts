import pg from "pg";
import { expect, test } from "vitest";
import { z } from "zod";
import { DomainError, isInfrastructureTrouble } from "./errors";
import { toRefusal } from "./refusal";

test("a dead database is unavailable, never the caller's fault", async () => {
  const client = new pg.Client({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
  const error: unknown = await client.connect().catch((thrown: unknown) => thrown);
  expect(isInfrastructureTrouble(error)).toBe(true);
  expect(toRefusal(error, "req_1").code).toBe("unavailable");
  expect(isInfrastructureTrouble(Object.assign(new Error("shutting down"), { code: "57P01" }))).toBe(true);
  expect(
    isInfrastructureTrouble(new Error("outer", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) })),
  ).toBe(true);
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
