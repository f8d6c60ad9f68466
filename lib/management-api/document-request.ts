import type { Parameter } from "./document-types";
import { KEY_ID, SECRET_ID } from "./examples";
import type { FieldWords, Operation } from "./operation";
import { hasBody } from "./statuses";
import { inputSchema, type JsonSchema } from "./to-json-schema";

const PATH_EXAMPLES: Record<string, string> = { id: KEY_ID, secretId: SECRET_ID };

const IDEMPOTENCY_KEY: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "Names this request for 24 hours, for this access token: sent again, it is answered with the first answer, its secret masked, and makes nothing. 1 to 255 printable ASCII characters; a UUID is a good choice.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[ -~]{1,255}$" },
  example: "0198c0de-7a51-7000-8000-3f2b6c1d9e04",
};

/** A field's schema with its words, which stand for the schema where zod cannot tell it. */
export function worded(schema: JsonSchema, words: FieldWords | undefined): JsonSchema {
  if (words === undefined || typeof words === "string") return { ...schema, description: words };
  return { ...words.schema, ...("default" in schema && { default: schema.default }), description: words.says };
}

/** What an operation takes: the parameters of its path, then for GET those of its query, else its body. */
export function documentRequest(operation: Operation): {
  parameters: Parameter[];
  bodySchema: JsonSchema | null;
} {
  const { properties = {}, required = [] } = inputSchema(operation.input) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const pathFields = Object.entries(operation.params);
  const inPath = new Set(pathFields.map(([, field]) => field));
  const rest = Object.entries(properties).filter(([field]) => !inPath.has(field));
  const schemaOf = (field: string): JsonSchema => worded(properties[field] ?? {}, operation.words[field]);
  const parameters: Parameter[] = pathFields.map(([name, field]) => {
    const { description, ...schema } = schemaOf(field);
    return { name, in: "path", required: true, description: String(description), schema, example: PATH_EXAMPLES[name] };
  });
  if (operation.kept) parameters.push(IDEMPOTENCY_KEY);
  if (hasBody(operation)) {
    if (rest.length === 0) return { parameters, bodySchema: null };
    const wanted = required.filter((field) => !inPath.has(field));
    return {
      parameters,
      bodySchema: {
        type: "object",
        properties: Object.fromEntries(rest.map(([field]) => [field, schemaOf(field)])),
        ...(wanted.length > 0 && { required: wanted }),
        additionalProperties: false,
      },
    };
  }
  for (const [field] of rest) {
    const { description, ...schema } = schemaOf(field);
    parameters.push({
      ...{ name: field, in: "query", ...(required.includes(field) && { required: true }) },
      ...{ description: String(description), schema },
    });
  }
  return { parameters, bodySchema: null };
}
