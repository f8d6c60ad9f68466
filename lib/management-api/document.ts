import { auditEventSchema } from "@/lib/audit/view-schema";
import { keyViewSchema, lastUseSchema, secretViewSchema } from "@/lib/keys/view-schema";
import { usagePointSchema } from "@/lib/usage/answer";
import { documentRequest } from "./document-request";
import { documentResponses, ref, refusalResponses } from "./document-responses";
import type { DocumentedOperation, OpenApiDocument } from "./document-types";
import type { Operation } from "./operation";
import { OPERATIONS } from "./operations";
import { problemSchema } from "./problem-schema";
import { answerSchemas, type JsonSchema } from "./to-json-schema";

const TAGS: Record<Operation["tag"], string> = {
  Keys: "Make, read, edit, disable and revoke keys.",
  Rotation: "Give a key a new secret while the old one still works.",
  Usage: "Verifications, responses and latency, by minute, hour or day.",
  "Audit trail": "Who did what, when, from where.",
};

const INTRODUCTION = `Everything that the dashboard does with a team's keys, for scripts, pipelines and Terraform.

Send an access token of the team as \`Authorization: Bearer lk_access_…\`. It acts with the lower of its own role and that of the person who made it. Bodies are JSON of at most 64 KiB, that of an import of at most 1 MiB; unknown fields are refused. Times are ISO 8601 in UTC. Lists are read page by page: \`nextCursor\` of one is \`cursor\` of the next. An error is \`application/problem+json\`.`;

/** Components that several answers share, beside the answers themselves. */
const SHARED = {
  Problem: problemSchema,
  Key: keyViewSchema,
  Secret: secretViewSchema,
  LastUse: lastUseSchema,
  UsagePoint: usagePointSchema,
  AuditEvent: auditEventSchema,
};

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The document itself, which needs no token: it holds nothing but this. */
const OWN_OPERATION: DocumentedOperation = {
  operationId: "getOpenApiDocument",
  tags: ["About"],
  summary: "Read this document",
  description: "The OpenAPI document of this deployment. It needs no access token.",
  security: [],
  parameters: [],
  responses: {
    200: {
      description: "The document.",
      headers: { ETag: { description: "Changes with the document.", required: true, schema: { type: "string" } } },
      content: { "application/json": { schema: { type: "object" } } },
    },
    304: { description: "It is still the one whose `ETag` came as `If-None-Match`.", headers: {} },
    500: ref("Failed", "responses"),
    503: ref("Unavailable", "responses"),
  },
};

/**
 * The OpenAPI 3.1 document of the management API, made of the operations that the routes are made of.
 * @param origin of the deployment, such as `https://keys.example.com`
 */
export function openApiDocument(origin: string, productName: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  const bodies: Record<string, JsonSchema> = {};
  for (const operation of OPERATIONS) {
    const { parameters, bodySchema } = documentRequest(operation);
    const bodyName = `${capitalised(operation.id)}Request`;
    if (bodySchema !== null) bodies[bodyName] = bodySchema;
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: {
        operationId: operation.id,
        tags: [operation.tag],
        summary: operation.summary,
        description: operation.description,
        parameters,
        ...(bodySchema !== null && {
          requestBody: {
            required: "required" in bodySchema,
            content: { "application/json": { schema: ref(bodyName), example: operation.example } },
          },
        }),
        responses: documentResponses(operation),
      },
    };
  }
  paths["/openapi.json"] = { get: OWN_OPERATION };
  const answers = new Map(OPERATIONS.map(({ answer }) => [answer.name, answer.schema]));
  return {
    openapi: "3.1.0",
    info: {
      title: `${productName} management API`,
      version: "1",
      summary: "Keys, usage and audit trail of a team.",
      description: INTRODUCTION,
    },
    servers: [{ url: `${origin}/api/v1`, description: "This deployment" }],
    security: [{ accessToken: [] }],
    tags: [
      ...Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      { name: "About", description: "The API itself." },
    ],
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          description: "An access token of the team, made on the dashboard under Settings, Access tokens.",
        },
      },
      schemas: { ...answerSchemas(new Map([...Object.entries(SHARED), ...answers])), ...bodies },
      responses: refusalResponses(),
    },
  };
}
