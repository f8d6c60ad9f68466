import { expect, test, vi } from "vitest";
import { z } from "zod";

// What comes in from outside is named field by field: a body's `userId`, `teamId` or `role` that no schema names is refused,
// never carried along to where somebody spreads it (CVE-2025-61928).

/** Schemas as the actions and routes hand them over, by whom. */
const given = vi.hoisted(() => [] as { by: string; schema: unknown }[]);
const taking = vi.hoisted(() => (by: string) => (first: unknown) => {
  // A route is handed an operation, which holds its schema.
  const schema = by === "defineRoute" ? (first as { input: unknown }).input : first;
  given.push({ by, schema });
  return async () => {};
});
vi.mock("@/lib/actions/define-action", () => ({
  defineAction: taking("defineAction"),
  definePersonAction: taking("definePersonAction"),
  defineUnconfirmedAction: taking("defineUnconfirmedAction"),
  definePublicAction: taking("definePublicAction"),
}));
vi.mock("./api/v1/define-route", () => ({ defineRoute: taking("defineRoute") }));

type Module = Record<string, unknown>;
const modules = {
  ...import.meta.glob<Module>("../lib/*/schema.ts", { eager: true }),
  ...import.meta.glob<Module>(["../lib/actions/*.ts", "!**/*.test.ts"], { eager: true }),
  ...import.meta.glob<Module>("./api/v1/**/route.ts", { eager: true }),
};

const isSchema = (value: unknown): value is z.core.$ZodType => value instanceof z.core.$ZodType;

/** Every object in a schema that takes fields it does not name, as the way to it. */
function looseObjects(schema: z.core.$ZodType, way: string, seen = new Set<unknown>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema._zod.def as unknown as Record<string, unknown>;
  const own = def.type === "object" && !isNever(def.catchall) ? [way] : [];
  // A definition holds other schemas by many names (shape, element, options, in, out, left, …): all of them count.
  const below = Object.entries(def).flatMap(([name, value]) => {
    const parts = isSchema(value) ? { "": value } : typeof value === "object" && value !== null ? value : {};
    return Object.entries(parts).flatMap(([key, part]) =>
      isSchema(part) ? looseObjects(part, `${way}.${key === "" ? name : key}`, seen) : [],
    );
  });
  const lazy = typeof def.getter === "function" ? looseObjects(def.getter() as z.core.$ZodType, way, seen) : [];
  return [...own, ...below, ...lazy];
}
const isNever = (value: unknown): boolean => isSchema(value) && value._zod.def.type === "never";

const named = Object.entries(modules).flatMap(([file, exports]) =>
  Object.entries(exports).flatMap(([name, value]) => (isSchema(value) ? [[`${file} ${name}`, value] as const] : [])),
);
const handed = given.map(({ by, schema }, index) => [`${by} ${index + 1}`, schema as z.core.$ZodType] as const);

test("the schemas are found", () => {
  expect(named.length).toBeGreaterThanOrEqual(15);
  for (const by of ["defineAction", "definePersonAction", "definePublicAction", "defineRoute"]) {
    expect(handed.some(([name]) => name.startsWith(`${by} `))).toBe(true);
  }
});

test.each([...named, ...handed])("%s takes no field that it does not name", (name, schema) => {
  expect(isSchema(schema), "it is a schema").toBe(true);
  expect(looseObjects(schema, name)).toEqual([]);
});

test("a loose object is found wherever it hides", () => {
  const loose = z.object({ a: z.string() });
  for (const schema of [
    loose,
    z.looseObject({}),
    z.strictObject({ deep: z.array(loose) }),
    z.strictObject({ deep: loose.optional().default({ a: "" }) }),
    z.union([z.string(), loose]),
    z.discriminatedUnion("k", [z.strictObject({ k: z.literal(1) }), z.object({ k: z.literal(2) })]),
    z.tuple([z.string(), loose]),
    z.record(z.string(), loose),
    z
      .string()
      .transform(() => ({ a: "" }))
      .pipe(loose),
    z.intersection(z.strictObject({}), loose),
    z.lazy(() => loose),
    loose.refine(() => true).nullable(),
  ]) {
    expect(looseObjects(schema, "it")).toHaveLength(1);
  }
  expect(looseObjects(z.strictObject({ a: z.record(z.string(), z.string()), b: z.strictObject({}) }), "it")).toEqual(
    [],
  );
});
