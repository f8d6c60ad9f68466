import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { DocumentedResponse, OpenApiDocument } from "@/lib/management-api/document-types";
import type { JsonSchema } from "@/lib/management-api/to-json-schema";

/** A document promises no absence; a test wants every member of an answer to be documented. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)])) as JsonSchema;
  const isOpen = inner.type === "object" && "properties" in inner && !("additionalProperties" in inner);
  return (isOpen ? { ...inner, additionalProperties: false } : inner) as T;
}

/** Holds answers, and the document's own samples, to an OpenAPI document by a validator of JSON Schema 2020-12. */
export class DocumentedAnswers {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(readonly document: OpenApiDocument) {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ components: { schemas: closed(document.components.schemas) } }, "document");
  }

  /** What is wrong with a value by a schema of the document, or null. */
  trouble(schema: JsonSchema, value: unknown): string | null {
    const key = JSON.stringify(schema);
    let validate = this.#compiled.get(key);
    if (validate === undefined) {
      const at = typeof schema.$ref === "string" ? { $ref: `document${schema.$ref}` } : schema;
      validate = this.#ajv.compile(at);
      this.#compiled.set(key, validate);
    }
    return validate(value) ? null : this.#ajv.errorsText(validate.errors);
  }

  responseOf(response: DocumentedResponse | { $ref: string }): DocumentedResponse {
    if (!("$ref" in response)) return response;
    const named = this.document.components.responses[response.$ref.replace("#/components/responses/", "")];
    if (named === undefined) throw new Error(`The document has no ${response.$ref}.`);
    return named;
  }

  /** Everything about an answer that the document does not say, or says otherwise. */
  async differences(documented: DocumentedResponse, answer: Response): Promise<string[]> {
    const found: string[] = [];
    for (const [name, { required }] of Object.entries(documented.headers)) {
      if (required && !answer.headers.has(name)) found.push(`the header ${name} is missing`);
    }
    const text = await answer.clone().text();
    const [type, content] = Object.entries(documented.content ?? {})[0] ?? [];
    if (content === undefined) return text === "" ? found : [...found, "there is a body"];
    if (answer.headers.get("content-type") !== type) found.push(`it is ${answer.headers.get("content-type")}`);
    const trouble = this.trouble(content.schema, JSON.parse(text));
    return trouble === null ? found : [...found, trouble];
  }
}
