import type { JsonSchema } from "./to-json-schema";

// The parts of OpenAPI 3.1 that the document is made of.

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: true;
  description: string;
  schema: JsonSchema;
  example?: unknown;
};
export type Body = { "application/json": { schema: JsonSchema; example?: unknown } };
export type Header = { description: string; required?: true; schema: JsonSchema };
export type DocumentedResponse = {
  description: string;
  headers: Record<string, Header>;
  content?: Record<string, { schema: JsonSchema; example?: unknown }>;
};
export type DocumentedOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security?: [];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Body };
  responses: Record<string, DocumentedResponse | { $ref: string }>;
};
export type OpenApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; summary: string; description: string };
  servers: { url: string; description: string }[];
  security: Record<string, string[]>[];
  tags: { name: string; description: string }[];
  paths: Record<string, Partial<Record<"get" | "post" | "patch", DocumentedOperation>>>;
  components: {
    securitySchemes: Record<string, JsonSchema>;
    schemas: Record<string, JsonSchema>;
    responses: Record<string, DocumentedResponse>;
  };
};
