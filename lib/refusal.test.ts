import { expect, test } from "vitest";
import { z } from "zod";
import { toRefusal } from "./refusal";

test.each(["constructor", "__proto__", "toString"])("an unknown field named %s is named in the answer", (name) => {
  const { error } = z.strictObject({ label: z.string() }).safeParse(JSON.parse(`{"label":"k","${name}":1}`));
  const refusal = toRefusal(error, "req_test");
  expect(refusal.message).toBe(`${name}: There is no such field.`);
  expect(JSON.stringify(refusal.fieldErrors)).toBe(`{"${name}":"There is no such field."}`);
});
