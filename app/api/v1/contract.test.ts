import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { claim } from "@/lib/idempotency/claim";
import { fingerprint } from "@/lib/idempotency/fingerprint";
import { newId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { log } from "@/lib/log";
import { openApiDocument } from "@/lib/management-api/document";
import type { Operation } from "@/lib/management-api/operation";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { DocumentedAnswers } from "@/lib/testing/documented-answer";
import { keyInput, makeActor } from "@/lib/testing/fixtures";

// Over 250 lines since it has a case for each status that an operation documents; one that is missing is seen by
// reading down.
// Every operation of the document with every status that it documents: the answer is held to the document.

const trouble = vi.hoisted((): { of: Error | null } => ({ of: null }));
vi.mock("next/headers", () => ({ headers: async () => new Headers() }));
vi.mock("@/lib/auth/authenticate-access-token", async (original) => {
  const real = await original<{ authenticateAccessToken: typeof authenticateAccessToken }>();
  return {
    authenticateAccessToken: async (...of: Parameters<typeof authenticateAccessToken>) => {
      if (trouble.of) throw trouble.of;
      return real.authenticateAccessToken(...of);
    },
  };
});
vi.mock("@/lib/management-api/deployment-document", () => ({
  deploymentDocument: async () => {
    if (trouble.of) throw trouble.of;
    return document;
  },
}));

// What is provoked below is logged, as it should be.
vi.spyOn(log, "error").mockImplementation(() => {});
const document = openApiDocument("https://keys.example.com", "Acme");
const answers = new DocumentedAnswers(document);
const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);

type Handler = ((request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>) & {
  operation?: Operation;
};
const folder = dirname(fileURLToPath(import.meta.url));
const routes = new Map<string, Handler>();
beforeAll(async () => {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith("route.ts") || file.includes("[[")) continue;
    const path = `/${dirname(file).replaceAll(/\[(\w+)\]/g, "{$1}")}`;
    for (const [method, handler] of Object.entries((await import(join(folder, file))) as Record<string, Handler>)) {
      routes.set(`${method} ${path}`, handler);
    }
  }
});

let owner: Actor;
let [token, viewerToken] = ["", ""];
beforeAll(async () => {
  owner = await makeActor("owner");
  ({ token } = await createAccessToken(owner, { name: "CI", role: "owner", expiresAt: null }));
  ({ token: viewerToken } = await createAccessToken(owner, { name: "Reader", role: "viewer", expiresAt: null }));
});

type Given = { id?: string; secretId?: string; query?: string; body?: unknown; as?: "viewer" | "nobody"; key?: string };
function call(operationId: string, given: Given = {}, headers: Record<string, string> = {}): Promise<Response> {
  const operation = documented.find((one) => one.operationId === operationId);
  const handler = operation && routes.get(`${operation.method} ${operation.path}`);
  if (!operation || !handler) throw new Error(`No route for ${operationId}.`);
  const params = { id: given.id ?? "", secretId: given.secretId ?? "" };
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof params);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof params) => params[name]);
  const authorization = given.as === "nobody" ? undefined : `Bearer ${given.as === "viewer" ? viewerToken : token}`;
  const request = new Request(`https://keys.example.com/api/v1${path}${given.query ?? ""}`, {
    method: operation.method,
    headers: {
      ...(authorization && { authorization }),
      ...(given.key && { "idempotency-key": given.key }),
      ...headers,
    },
    ...(given.body !== undefined && { body: typeof given.body === "string" ? given.body : JSON.stringify(given.body) }),
  });
  return handler(request, { params: Promise.resolve(Object.fromEntries(names.map((name) => [name, params[name]]))) });
}

const NEW_KEY = { label: "Contract", environment: "live", scopes: ["read"] };
const importedKey = () => ({ ...NEW_KEY, hash: randomBytes(32).toString("hex"), prefix: "sk_", lastFour: "o5p6" });
const makeKey = async (of = owner): Promise<string> => (await createKey(of, keyInput())).key.id;
const makeRevoked = async (): Promise<string> => (await revokeKey(owner, { keyId: await makeKey() })).id;
/** A key in a rotation's grace, the secret that is ending and the current one. */
async function makeRotating(of = owner) {
  const { key } = await rotateKey(of, { keyId: await makeKey(of), graceSeconds: 3_600 });
  const secret = (status: string) => key.secrets.find((one) => one.status === status)?.id ?? "";
  return { id: key.id, ending: secret("ending"), current: secret("current") };
}
/** An Idempotency-Key whose first request has not ended. */
async function running(path: string, body: object): Promise<string> {
  const actor = await authenticateAccessToken(token, { ip: null, userAgent: null, requestId: "req_test" });
  const key = newId();
  await claim(actor as Actor, key, fingerprint("POST", `/api/v1${path}`, body));
  return key;
}
/** One that came with another request before. */
async function reused(): Promise<string> {
  const key = newId();
  expect((await call("createKey", { body: NEW_KEY, key })).status).toBe(201);
  return key;
}
async function failing(error: Error, operationId: string, given: Given): Promise<Response> {
  trouble.of = error;
  try {
    return await call(operationId, given);
  } finally {
    trouble.of = null;
  }
}

type Cases = Record<number, () => Promise<Response>>;
const onKey =
  (operationId: string, more: Given = {}, make = makeKey) =>
  async () =>
    call(operationId, { id: await make(), ...more });
const onRotating =
  (operationId: string, which: "ending" | "current", more: Given = {}) =>
  async () => {
    const key = await makeRotating();
    return call(operationId, { id: key.id, secretId: key[which], ...more });
  };

/** What an operation does when all is well, and the refusals that are its own. */
const OWN: Record<string, Cases> = {
  listKeys: { 200: () => call("listKeys", { query: "?environment=live&limit=1" }) },
  createKey: {
    201: () => call("createKey", { body: { ...NEW_KEY, metadata: { plan: "pro" } }, key: newId() }),
    403: () => call("createKey", { body: NEW_KEY, as: "viewer" }),
    409: async () => call("createKey", { body: NEW_KEY, key: await running("/keys", NEW_KEY) }),
    422: async () => call("createKey", { body: { ...NEW_KEY, label: "Other" }, key: await reused() }),
  },
  importKeys: {
    200: () => call("importKeys", { body: { keys: [importedKey(), {}], skipInvalid: true } }),
    403: () => call("importKeys", { body: { keys: [importedKey()] }, as: "viewer" }),
    413: () => call("importKeys", { body: "x".repeat(1_048_577) }),
  },
  getKey: { 200: onKey("getKey") },
  editKey: {
    200: onKey("editKey", { body: { label: "Renamed" } }),
    403: onKey("editKey", { body: { label: "Renamed" }, as: "viewer" }),
    409: onKey("editKey", { body: { label: "Renamed" } }, makeRevoked),
  },
  disableKey: { 200: onKey("disableKey"), 409: onKey("disableKey", {}, makeRevoked) },
  enableKey: { 200: onKey("enableKey"), 409: onKey("enableKey", {}, makeRevoked) },
  revokeKey: { 200: onKey("revokeKey", { body: { reason: "leaked" } }) },
  rotateKey: {
    200: onKey("rotateKey", { body: { graceSeconds: 60 } }),
    409: onKey("rotateKey", {}, makeRevoked),
    422: async () => call("rotateKey", { id: await makeKey(), key: await reused() }),
  },
  endSecret: {
    200: onRotating("endSecret", "ending"),
    403: onRotating("endSecret", "ending", { as: "viewer" }),
    409: onRotating("endSecret", "current"),
  },
  extendSecret: {
    200: onRotating("extendSecret", "ending", { body: { graceSeconds: 7_200 } }),
    403: onRotating("extendSecret", "ending", { body: { graceSeconds: 7_200 }, as: "viewer" }),
    404: async () => call("extendSecret", { id: await makeKey(), secretId: "any", body: { graceSeconds: 7_200 } }),
    409: onRotating("extendSecret", "current", { body: { graceSeconds: 7_200 } }),
  },
  readKeyUsage: { 200: onKey("readKeyUsage", { query: "?step=minute" }) },
  readTeamUsage: { 200: () => call("readTeamUsage", { query: "?environment=test" }) },
  listAuditEvents: { 200: () => call("listAuditEvents", { query: "?limit=3" }) },
  getOpenApiDocument: {
    200: () => call("getOpenApiDocument", { as: "nobody" }),
    304: async () =>
      call(
        "getOpenApiDocument",
        { as: "nobody" },
        { "if-none-match": (await call("getOpenApiDocument")).headers.get("etag") ?? "" },
      ),
  },
};

/** Refusals that all operations share. */
const sharedCases = (operationId: string, method: string): Cases => ({
  400: async () =>
    method === "GET"
      ? call(operationId, { id: await makeKey(), query: "?nonsense=1" })
      : call(operationId, { id: await makeKey(), secretId: "any", body: { ...NEW_KEY, nonsense: 1 } }),
  401: () => call(operationId, { as: "nobody" }),
  403: onKey(operationId, { as: "viewer" }),
  404: async () => call(operationId, { id: await makeKey(await makeActor("owner")), secretId: "any" }),
  413: () => call(operationId, { body: "x".repeat(65_537) }),
  500: () => failing(new Error("a bug"), operationId, {}),
  503: () => failing(Object.assign(new Error("away"), { code: "ECONNREFUSED" }), operationId, {}),
});

describe.each(documented)("$operationId", (operation) => {
  const cases = { ...sharedCases(operation.operationId, operation.method), ...OWN[operation.operationId] };
  test.each(Object.keys(operation.responses).map(Number))("%i is as documented", async (status) => {
    const answer = await cases[status]?.();
    if (answer === undefined) throw new Error("This documented status has no case.");
    expect(answer.status, await answer.clone().text()).toBe(status);
    const said = answers.responseOf(operation.responses[status] ?? { $ref: "nothing" });
    expect(await answers.differences(said, answer)).toEqual([]);
    const id = answer.headers.get("x-request-id");
    if (status >= 400) expect((await answer.json()).requestId).toBe(id);
  });
});

test("an import with a key that is wrong makes none and names its fields, and 1,000 keys fit in one", async () => {
  const refused = await call("importKeys", { body: { keys: [importedKey(), { ...importedKey(), label: "" }] } });
  expect(refused.status).toBe(400);
  expect((await refused.json()).errors).toEqual({ "keys.1.label": "Give the key a label." });
  const most = Array.from({ length: 1_000 }, importedKey);
  const judged = await call("importKeys", { body: { keys: most, dryRun: true } });
  expect(await judged.json()).toMatchObject({ dryRun: true, imported: 1_000 });
  expect((await call("importKeys", { body: { keys: [...most, importedKey()] } })).status).toBe(400);
});

test("a rotation that leaves a young secret alone answers as documented", async () => {
  const answer = await call("rotateKey", { id: await makeKey(), body: { ifSecretOlderThanSeconds: 60 } });
  const said = documented.find(({ operationId }) => operationId === "rotateKey")?.responses[200];
  expect(await answers.differences(answers.responseOf(said ?? { $ref: "nothing" }), answer)).toEqual([]);
  expect((await answer.json()).rotated).toBe(false);
});

test.each(documented.filter(({ parameters }) => parameters.some(({ name }) => name === "limit")))(
  "$operationId gives pages of at most 200",
  async ({ operationId }) => {
    expect((await call(operationId, { query: "?limit=200" })).status).toBe(200);
    for (const limit of ["201", "0", "-1", "1.5", "many"]) {
      expect((await call(operationId, { query: `?limit=${limit}` })).status, limit).toBe(400);
    }
  },
);

test("the routes of the tree are the operations of the document, no more and no fewer", () => {
  const inTree = [...routes].flatMap(([door, { operation }]) => (operation ? [`${door} ${operation.id}`] : []));
  const inDocument = documented.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
  expect([...inTree, "GET /openapi.json getOpenApiDocument"].sort()).toEqual(inDocument.sort());
});

test.each(documented.filter(({ responses }) => "404" in responses))(
  "$operationId answers a foreign id as an unknown one, to the byte but for the request's id",
  async ({ operationId }) => {
    const foreign = await makeRotating(await makeActor("owner"));
    const without = async (answer: Response) => {
      const { requestId, ...rest } = await answer.json();
      expect(requestId).toBe(answer.headers.get("x-request-id"));
      return [answer.status, rest, [...answer.headers].filter(([name]) => name !== "x-request-id")];
    };
    const body = operationId === "extendSecret" ? { graceSeconds: 60 } : undefined;
    const unknown = await without(
      await call(operationId, { id: showId("key", newId()), secretId: "AbCdEfGhIjKl", body }),
    );
    expect(await without(await call(operationId, { id: foreign.id, secretId: foreign.ending, body }))).toEqual(unknown);
    expect(unknown[0]).toBe(404);
  },
);
