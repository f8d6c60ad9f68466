import { z } from "zod";

export type JsonSchema = { [member: string]: unknown };

const shared = {
  target: "draft-2020-12",
  unrepresentable: "any",
  override: ({ jsonSchema }: { jsonSchema: JsonSchema }) => {
    // zod's expression for a date and time fills a screen, and `format` says it.
    if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  },
} as const;

/** A schema of what callers send, as JSON Schema 2020-12. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { ...shared, io: "input" });
  return rest;
}

/**
 * Schemas of answers as components that refer to each other. They promise no absence: an answer may have members that a later
 * version added.
 */
export function answerSchemas(named: ReadonlyMap<string, z.ZodType>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of named) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    ...shared,
    io: "output",
    uri: (id) => `#/components/schemas/${id}`,
    override: (context) => {
      shared.override(context);
      if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]: [string, JsonSchema]) => [id, schema]),
  );
}
