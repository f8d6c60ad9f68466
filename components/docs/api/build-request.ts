import type { JsonSchema } from "@/lib/management-api/to-json-schema";
import type { ApiField, ApiOperation } from "./read-operations";

/** What a person filled in: text by field, and the body as text when they write it themselves. */
export type Filled = { values: Record<string, string>; json: string | null };
export type BuiltRequest = { method: string; path: string; headers: Record<string, string>; body: string | null };
type Errors = Record<string, string>;

export const fieldKey = ({ in: place, name }: Pick<ApiField, "in" | "name">): string => `${place}.${name}`;

const typesOf = (schema: JsonSchema): unknown[] => [
  ...[schema.type].flat(),
  ...(Array.isArray(schema.anyOf) ? schema.anyOf.flatMap((option) => typesOf(option as JsonSchema)) : []),
];
/** Is it a list of texts, which a line each can write down? */
const isOfTexts = ({ items }: JsonSchema): boolean =>
  items === undefined || typesOf(items as JsonSchema).includes("string");

/** How a field is filled in: by choice, as text, as a list of texts, or as JSON. */
export function controlFor(schema: JsonSchema): "choice" | "text" | "number" | "list" | "json" {
  if (Array.isArray(schema.enum)) return "choice";
  const types = typesOf(schema);
  if (types.includes("array")) return isOfTexts(schema) ? "list" : "json";
  if (types.includes("integer") || types.includes("number")) return "number";
  return types.includes("string") ? "text" : "json";
}

/** What stands in a field at first: what the sample has where a value is required, nothing elsewhere. */
export const firstValues = ({ fields }: ApiOperation): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) =>
      field.in === "body" && field.required && field.example !== undefined
        ? [[fieldKey(field), writeValue(field.schema, field.example)]]
        : [],
    ),
  );

const writeValue = (schema: JsonSchema, value: unknown): string =>
  controlFor(schema) === "json" ? JSON.stringify(value, null, 2) : [value].flat().join("\n");

function readValue(schema: JsonSchema, text: string): unknown {
  switch (controlFor(schema)) {
    case "number":
      if (!Number.isFinite(Number(text))) throw new Error("Give a number.");
      return Number(text);
    case "list":
      return text.split(/[\n,]/).flatMap((line) => line.trim() || []);
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        throw new Error("This is not JSON.");
      }
    default:
      return text;
  }
}

function readJson(text: string, errors: Errors): Record<string, unknown> {
  try {
    const parsed: unknown = text.trim() === "" ? {} : JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below.
  }
  errors.json = "The body is not a JSON object.";
  return {};
}

/** The body that the form's fields make. */
export function bodyOf({ fields }: ApiOperation, values: Record<string, string>, errors: Errors = {}) {
  const body: Record<string, unknown> = {};
  for (const field of fields.filter((one) => one.in === "body")) {
    const text = values[fieldKey(field)] ?? "";
    if (text === "" && !field.required) continue;
    try {
      body[field.name] = readValue(field.schema, text);
    } catch (error) {
      errors[fieldKey(field)] = (error as Error).message;
    }
  }
  return body;
}

/** The request that a person has filled in, or what is wrong with it, by field. */
export function buildRequest(
  operation: ApiOperation,
  { values, json }: Filled,
): { request: BuiltRequest; errors: Errors } {
  const errors: Errors = {};
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let path = operation.path;
  for (const field of operation.fields) {
    const text = values[fieldKey(field)] ?? "";
    if (field.in === "path") {
      if (text === "") errors[fieldKey(field)] = `Give the ${field.name}.`;
      path = path.replace(`{${field.name}}`, text === "" ? `{${field.name}}` : encodeURIComponent(text));
    } else if (field.in === "query" && text !== "") query.set(field.name, text);
    else if (field.in === "header" && text !== "") headers[field.name] = text;
  }
  const hasBody = operation.fields.some((field) => field.in === "body");
  const body = hasBody ? (json === null ? bodyOf(operation, values, errors) : readJson(json, errors)) : null;
  if (body !== null) headers["Content-Type"] = "application/json";
  const search = query.size > 0 ? `?${query}` : "";
  return {
    request: { method: operation.method, path: path + search, headers, body: body && JSON.stringify(body) },
    errors,
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request in a shell; the token is read from the environment and stands in no history. */
export function curlFor({ method, path, headers, body }: BuiltRequest, baseUrl: string, needsToken = true): string {
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(baseUrl + path)}`,
    ...(needsToken ? ['-H "Authorization: Bearer $LATCHKEY_ACCESS_TOKEN"'] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`-d ${quoted(body)}`]),
  ].join(" \\\n  ");
}

/** The sample call of an operation. */
export function sampleRequest(operation: ApiOperation): BuiltRequest {
  const values = Object.fromEntries(
    operation.fields.flatMap((field) =>
      field.in !== "body" && field.example !== undefined ? [[fieldKey(field), String(field.example)]] : [],
    ),
  );
  return buildRequest(operation, { values, json: operation.body && JSON.stringify(operation.body) }).request;
}
