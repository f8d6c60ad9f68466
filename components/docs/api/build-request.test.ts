import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/management-api/document";
import { OPERATIONS } from "@/lib/management-api/operations";
import { buildRequest, curlFor, firstValues, sampleRequest } from "./build-request";
import { type ApiOperation, readOperations } from "./read-operations";
import { typeInWords } from "./type-in-words";

const BASE = "https://keys.example.com/api/v1";
const operations = readOperations(openApiDocument("https://keys.example.com", "Acme"));
const operation = (id: string) => operations.find((one) => one.id === id) as ApiOperation;
const build = (id: string, values: Record<string, string>, json: string | null = null) =>
  buildRequest(operation(id), { values, json });

test("what is filled in becomes the request that its route takes", () => {
  const { request, errors } = build("createKey", {
    "header.Idempotency-Key": "once",
    "body.label": "CI",
    "body.environment": "test",
    "body.scopes": "read\n write ,\n",
    "body.rateLimit": '{"limit": 5}',
    "body.metadata": '{"a": [1]}',
  });
  expect(errors).toEqual({});
  expect(request).toEqual({
    method: "POST",
    path: "/keys",
    headers: { "Idempotency-Key": "once", "Content-Type": "application/json" },
    body: JSON.stringify({
      label: "CI",
      environment: "test",
      scopes: ["read", "write"],
      rateLimit: { limit: 5 },
      metadata: { a: [1] },
    }),
  });
});

test("path and query are encoded, and what is empty is not sent", () => {
  expect(build("readKeyUsage", { "path.id": "a/b?", "query.step": "hour", "query.from": "" }).request.path).toBe(
    "/keys/a%2Fb%3F/usage?step=hour",
  );
  expect(build("disableKey", { "path.id": "key_1" }).request).toMatchObject({ body: null, headers: {} });
});

test("what cannot be sent is told by field, and nothing is made up for it", () => {
  expect(build("getKey", {}).errors).toEqual({ "path.id": "Give the id." });
  expect(build("rotateKey", { "path.id": "key_1", "body.graceSeconds": "soon" }).errors).toEqual({
    "body.graceSeconds": "Give a number.",
  });
  expect(build("createKey", { "body.rateLimit": "{" }).errors).toEqual({ "body.rateLimit": "This is not JSON." });
  for (const json of ["[]", "{", "null", '"text"']) {
    expect(build("createKey", {}, json).errors).toEqual({ json: "The body is not a JSON object." });
  }
});

test("a body written as JSON is sent as it is", () => {
  expect(build("createKey", { "body.label": "ignored" }, '{"nonsense": 1}').request.body).toBe('{"nonsense":1}');
});

test("the curl line does the same, quotes what a shell would read, and never holds a token", () => {
  const { request } = build("revokeKey", { "path.id": "key_1", "body.reason": "it's $(leaked)" });
  expect(curlFor(request, BASE)).toBe(
    [
      `curl -X POST '${BASE}/keys/key_1/revoke'`,
      '-H "Authorization: Bearer $LATCHKEY_ACCESS_TOKEN"',
      "-H 'Content-Type: application/json'",
      `-d '{"reason":"it'\\''s $(leaked)"}'`,
    ].join(" \\\n  "),
  );
});

test("every sample call and every form as it opens is what its operation takes", () => {
  for (const one of operations) {
    const of = OPERATIONS.find(({ id }) => id === one.id);
    const sample = sampleRequest(one);
    expect(sample.path).not.toMatch(/[{}]/);
    if (of === undefined) continue;
    const path = Object.fromEntries(Object.values(of.params).map((field) => [field, "key_1"]));
    expect(() => of.input.parse({ ...path, ...JSON.parse(sample.body ?? "{}") })).not.toThrow();
    const { request, errors } = buildRequest(one, {
      values: { ...firstValues(one), "path.id": "1", "path.secretId": "1" },
      json: null,
    });
    expect(errors).toEqual({});
    if (one.id !== "extendSecret") {
      expect(() => of.input.parse({ ...path, ...JSON.parse(request.body ?? "{}") })).not.toThrow();
    }
  }
});

test("types are told in words", () => {
  expect(typeInWords({ type: "integer", minimum: 0, maximum: 2_592_000 })).toBe("integer 0 to 2,592,000");
  expect(typeInWords({ anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] })).toBe(
    "date and time or null",
  );
  expect(typeInWords({ type: "array", items: { type: "string" } })).toBe("array of strings");
  expect(typeInWords({ type: ["string", "null"] })).toBe("string or null");
  expect(typeInWords({ type: "string", enum: ["live", "test"] })).toBe('"live" | "test"');
});
