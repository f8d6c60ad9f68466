import { expect, test } from "vitest";
import { z } from "zod";
import { exactly } from "./exactly";

type Thing = { id: string; note: string | null };

test("a schema that lacks a member of its type, or has one more, or another type of it, does not compile", () => {
  const whole = z.object({ id: z.string(), note: z.string().nullable() });
  expect(exactly<Thing>()(whole)).toBe(whole);
  // @ts-expect-error a member is missing
  exactly<Thing>()(z.object({ id: z.string() }));
  // @ts-expect-error a member too many
  exactly<Thing>()(z.object({ id: z.string(), note: z.string().nullable(), more: z.string() }));
  // @ts-expect-error a member of another type
  exactly<Thing>()(z.object({ id: z.string(), note: z.string() }));
  // @ts-expect-error a member that may be missing
  exactly<Thing>()(z.object({ id: z.string(), note: z.string().nullable().optional() }));
});
