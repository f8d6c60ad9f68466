import type {
  DocumentedOperation,
  DocumentedResponse,
  OpenApiDocument,
  Parameter,
} from "@/lib/management-api/document-types";
import type { JsonSchema } from "@/lib/management-api/to-json-schema";

/** A parameter, or a field of a body, as the page and its request builder need it. */
export type ApiField = {
  name: string;
  in: Parameter["in"] | "body";
  required: boolean;
  description: string;
  schema: JsonSchema;
  /** Of a parameter, or of the field in the sample body. */
  example?: unknown;
};
export type ApiAnswer = { status: number; description: string; sample: string | null };
export type ApiOperation = {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  needsToken: boolean;
  fields: ApiField[];
  /** The sample body. */
  body: Record<string, unknown> | null;
  answers: ApiAnswer[];
};

const lastOf = (reference: unknown): string => String(reference).split("/").at(-1) ?? "";

const resolveResponse = (document: OpenApiDocument, response: DocumentedResponse | { $ref: string }) =>
  "$ref" in response ? document.components.responses[lastOf(response.$ref)] : response;

function bodyFields(document: OpenApiDocument, { requestBody }: DocumentedOperation): ApiField[] {
  if (requestBody === undefined) return [];
  const { schema, example } = requestBody.content["application/json"];
  const { properties = {}, required = [] } = document.components.schemas[lastOf(schema.$ref)] as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: "body",
    required: required.includes(name),
    description: String(field.description ?? ""),
    schema: field,
    example: (example as Record<string, unknown> | undefined)?.[name],
  }));
}

const sampleOf = (response: DocumentedResponse | undefined): string | null => {
  const example = Object.values(response?.content ?? {})[0]?.example;
  return example === undefined ? null : JSON.stringify(example, null, 2);
};

/** The document's operations, references resolved, in its order. */
export function readOperations(document: OpenApiDocument): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): ApiOperation => ({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        tag: operation.tags[0] ?? "",
        summary: operation.summary,
        description: operation.description,
        needsToken: operation.security === undefined,
        fields: [
          ...operation.parameters.map(({ required = false, ...parameter }): ApiField => ({ ...parameter, required })),
          ...bodyFields(document, operation),
        ],
        body: (operation.requestBody?.content["application/json"].example as Record<string, unknown>) ?? null,
        answers: Object.entries(operation.responses).map(([status, response]) => {
          const resolved = resolveResponse(document, response);
          return { status: Number(status), description: resolved?.description ?? "", sample: sampleOf(resolved) };
        }),
      }),
    ),
  );
}
