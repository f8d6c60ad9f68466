import type { JsonSchema } from "@/lib/management-api/to-json-schema";

// By hand: server and browser may bring different versions of Intl's texts.
const number = (value: unknown): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

function range({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` ${number(minimum)} to ${number(maximum)}`;
  if (minimum !== undefined) return ` from ${number(minimum)}`;
  return maximum === undefined ? "" : ` up to ${number(maximum)}`;
}

function one(schema: JsonSchema, type: unknown): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.format === "date-time") return "date and time";
  if (type === "array") return `array of ${typeInWords((schema.items as JsonSchema) ?? {})}s`;
  if (type === "integer" || type === "number") return `${type}${range(schema)}`;
  return String(type ?? "any");
}

/** What a value of this schema is, in a few words. */
export function typeInWords(schema: JsonSchema): string {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((option) => typeInWords(option as JsonSchema)).join(" or ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => one(schema, type)).join(" or ");
  return one(schema, schema.type);
}
