import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { DocumentedAnswers } from "@/lib/testing/documented-answer";
import { openApiDocument } from "./document";
import { OPERATIONS } from "./operations";
import { refusalsOf } from "./statuses";

const document = openApiDocument("https://keys.example.com", "Acme");
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test("a public validator finds the document valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

test("every operation has a name of its own, words, and words for every parameter and field", () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(OPERATIONS.length + 1);
  const wordless = [
    ...operations.filter(({ summary, description }) => !summary || !description).map(({ operationId }) => operationId),
    ...operations.flatMap(({ operationId, parameters }) =>
      parameters.filter(({ description }) => !description).map(({ name }) => `${operationId} ${name}`),
    ),
    ...Object.entries(document.components.schemas).flatMap(([name, { properties }]) =>
      name.endsWith("Request")
        ? Object.entries(properties as Record<string, { description?: string }>)
            .filter(([, field]) => !field.description)
            .map(([field]) => `${name} ${field}`)
        : [],
    ),
  ];
  expect(wordless).toEqual([]);
});

test("every sample in the document is what its schema says, and every sample request is what its route takes", () => {
  const answers = new DocumentedAnswers(document);
  for (const { requestBody, responses, parameters } of operations) {
    const contents = [requestBody?.content, ...Object.values(responses).map((one) => answers.responseOf(one).content)];
    for (const { schema, example } of contents.flatMap((content) => Object.values(content ?? {}))) {
      if (example !== undefined) expect(answers.trouble(schema, example), JSON.stringify(example)).toBeNull();
    }
    for (const { schema, example } of parameters) {
      if (example !== undefined) expect(answers.trouble(schema, example)).toBeNull();
    }
  }
  for (const { example, input, params } of OPERATIONS) {
    if (example === undefined) continue;
    const path = Object.fromEntries(Object.values(params).map((field) => [field, "key_01k9y3v8qhe5sbm4d2t7x6c0np"]));
    expect(() => input.parse({ ...path, ...example })).not.toThrow();
  }
});

test("the statuses of an operation are those of its method, its idempotency and its own refusals", () => {
  const statuses = Object.fromEntries(OPERATIONS.map((operation) => [operation.id, refusalsOf(operation)]));
  expect(statuses.createKey).toEqual([400, 401, 403, 409, 413, 422, 500, 503]);
  expect(statuses.listKeys).toEqual([400, 401, 500, 503]);
  expect(statuses.endSecret).toEqual([400, 401, 403, 404, 409, 413, 500, 503]);
});

/** What somebody writes with a client that was generated from the document; every line of it is held to the types. */
const SAMPLE = `
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

const api = createClient<paths>({ baseUrl: "https://keys.example.com/api/v1", headers: { Authorization: "Bearer lk_access_…" } });

export async function rotateAll(): Promise<string[]> {
  const secrets: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { data, error } = await api.GET("/keys", { params: { query: { environment: "live", limit: 200, cursor } } });
    if (error) throw new Error(error.detail);
    for (const key of data.keys) {
      const rotated = await api.POST("/keys/{id}/rotate", { params: { path: { id: key.id } }, body: { graceSeconds: 3600 } });
      if (rotated.data?.rotated) secrets.push(rotated.data.secret);
    }
    if (data.nextCursor === null) return secrets;
    cursor = data.nextCursor;
  }
}

export async function create(): Promise<components["schemas"]["Key"]> {
  const { data, error } = await api.POST("/keys", {
    params: { header: { "Idempotency-Key": "once" } },
    body: { label: "CI", environment: "test", scopes: ["read"], rateLimit: { limit: 10, windowSeconds: 60 } },
  });
  if (error) throw new Error(error.errors?.label ?? error.detail);
  return data.key;
}

export async function slowest(id: string): Promise<number | null> {
  const { data } = await api.GET("/keys/{id}/usage", { params: { path: { id }, query: { step: "hour" } } });
  const limited: number | undefined = data?.points[0]?.refused.RATE_LIMITED;
  return limited ? (data?.totals.latencyMs.p99 ?? null) : null;
}

// @ts-expect-error there is no such path
api.GET("/nonsense", {});
// @ts-expect-error a label is missing
api.POST("/keys", { body: { environment: "test", scopes: [] } });
// @ts-expect-error there is no such environment
api.GET("/usage", { params: { query: { environment: "staging" } } });
`;
const OPTIONS = {
  ...{ target: "ES2023", module: "esnext", moduleResolution: "bundler", lib: ["ES2023", "DOM"] },
  ...{ strict: true, noEmit: true, noUncheckedIndexedAccess: true, skipLibCheck: true, types: [] },
};

test("a client that is generated from the document type-checks", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-client-"));
  const run = (tool: string, ...given: string[]) =>
    promisify(execFile)(process.execPath, [resolve("node_modules", tool), ...given], { cwd: folder }).catch(
      (error: { stdout: string; stderr: string }) => {
        throw new Error(`${error.stdout}${error.stderr}`);
      },
    );
  try {
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "openapi.json"), JSON.stringify(document));
    await writeFile(join(folder, "sample.ts"), SAMPLE);
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["*.ts"] }));
    await run("openapi-typescript/bin/cli.js", "openapi.json", "-o", "api.ts");
    await run("typescript/bin/tsc", "-p", "tsconfig.json");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
