import { expect } from "@playwright/test";
import { readId } from "@/lib/ids";
import type { RevealedKey } from "@/lib/keys/view";
import { type FreshProject, makeFreshProject, readmeExample } from "./support/fresh-project";
import { send } from "./support/http";
import { OPS, type ScriptedInstance, test } from "./support/shared-instance";
import { visit } from "./support/visit";

let instance: ScriptedInstance;
let project: FreshProject;
test.beforeAll(async ({ scripted }) => {
  instance = scripted;
  const frameworks = ["express", "fastify", "hono", "@hono/node-server"];
  project = await makeFreshProject(...frameworks, "@types/node", "@types/express");
});
test.afterAll(() => project?.remove());

const environment = () => ({ GATEWAY_URL: instance.gateway, SERVICE_TOKEN: instance.made.serviceToken });

async function createKey(label: string, scopes: string[]): Promise<RevealedKey> {
  const { dashboard, made } = instance;
  const input = { label, environment: "live", scopes };
  return (await send<RevealedKey>("POST", `${dashboard}/api/v1/keys`, made.accessToken, input)).body;
}

test("the package brings nothing else, and its first examples are under ten lines", () => {
  expect(project.installed).toEqual(["latchkey"]);
  for (const name of ["express", "hono", "fastify", "next"]) {
    const lines = readmeExample(name)
      .split("\n")
      .filter((line) => line.trim() !== "");
    expect(lines.length, name).toBeLessThan(10);
  }
});

/** Next hands a route handler its request and what filled the path; the rest of Next has no part in the answer. */
const NEXT_HOST = `
import { serve } from "@hono/node-server";
import { GET } from "./route.js";
const params = (url) => Promise.resolve({ id: new URL(url).pathname.split("/").at(-1) });
serve({ fetch: (request) => GET(request, { params: params(request.url) }), port: Number(process.env.PORT) });
`;

const FRAMEWORKS = ["express", "fastify", "hono", "next"];
const CALLS = 5;
/** The id of the key that called each framework's service. */
const called = new Map<string, string>();

for (const framework of FRAMEWORKS) {
  test(`the README's ${framework} example protects a service, and its calls are reported`, async () => {
    project.write(framework === "next" ? "route.js" : `${framework}.js`, readmeExample(framework));
    if (framework === "next") project.write("next.js", NEXT_HOST);
    const { key, secret } = await createKey(`Calls ${framework}`, ["read"]);
    const narrow = await createKey(`Narrow ${framework}`, ["write"]);
    const service = await project.serve(`${framework}.js`, environment());
    const call = (headers: Record<string, string>) => fetch(`${service.url}/v1/charges/ch_1`, { headers });

    for (let i = 0; i < CALLS; i++) {
      const response = await call(i % 2 === 0 ? { Authorization: `Bearer ${secret}` } : { "X-API-Key": secret });
      expect([response.status, await response.json()]).toEqual([200, { charge: "ch_1", team: instance.made.teamId }]);
      expect(response.headers.get("x-ratelimit-remaining")).toBe(String(999 - i));
    }
    const refused = await call({ Authorization: `Bearer ${narrow.secret}` });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([403, "application/problem+json"]);
    const nobody = await call({});
    expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringMatching(/^Bearer realm="/),
    ]);
    const counted = "SELECT coalesce(sum(allowed), 0)::int AS asked, coalesce(sum(status_2xx), 0)::int AS answered";
    const sql = `${counted} FROM usage_minutes WHERE key_id = $1`;
    const counts = () => instance.database(async (db) => (await db.query(sql, [readId("key", key.id)])).rows[0]);
    await expect.poll(counts, { timeout: 30_000 }).toEqual({ asked: CALLS, answered: CALLS });
    await service.stop();
    called.set(framework, key.id);
  });
}

test("the dashboard shows these calls with their status, latency and route", async ({ page }) => {
  await visit(page, `${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(OPS.email);
  await page.getByRole("textbox", { name: "Password" }).fill(OPS.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/, { timeout: 30_000 });
  // Once it is in its place: while the page streams in, what has come is in the document twice.
  const tile = (title: string) =>
    page
      .getByRole("region", { name: "Usage" })
      .locator("dt", { hasText: new RegExp(`^${title}$`) })
      .locator("xpath=..");
  const row = (table: string) =>
    page.getByRole("table", { name: table, exact: true }).getByRole("row").nth(1).getByRole("cell");
  expect([...called.keys()]).toEqual(FRAMEWORKS);
  for (const keyId of called.values()) {
    // To be read, not used.
    await page.goto(`${instance.dashboard}/acme/keys/${keyId}?range=1h`);
    await expect(tile("Requests")).toContainText(`Requests${CALLS}`);
    await expect(tile("Failed responses")).toContainText("0 4xx · 0 5xx");
    await expect(tile("Latency p95")).toContainText(/p50\s[\d.,]+\sm?s/);
    await expect(row("Status codes")).toContainText(["200", `${CALLS}`, "100"]);
    // Requests, refused, responses.
    await expect(row("Top routes")).toContainText(["/v1/charges/{id}", `${CALLS}`, "0", `${CALLS}`]);
  }
});

test("the README's plain example asks, reports and ends by itself", async () => {
  const { secret } = await createKey("Plain", ["read"]);
  project.write("plain.js", readmeExample("plain"));
  const { code, stdout, stderr } = await project.run("node", ["plain.js"], { ...environment(), API_KEY: secret });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "VALID 200 999\n", stderr: "" });
});

const TYPED = `
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { createLatchkey, type Decision } from "latchkey";
import { protectExpress } from "latchkey/express";
import { protectFastify } from "latchkey/fastify";
import { protectHono } from "latchkey/hono";
import { protectNext } from "latchkey/next";

declare module "latchkey" {
  interface KeyMetadata { plan: "free" | "pro" }
}
const latchkey = createLatchkey({ gatewayUrl: "http://127.0.0.1:1", serviceToken: "x" });

express().get("/:id", protectExpress(latchkey, { ip: (request) => request.ip }), (request, response) => {
  const plan: "free" | "pro" | undefined = request.latchkey?.metadata.plan;
  response.json({ plan, id: request.params.id });
});
Fastify().get<{ Reply: { 200: { team: string } } }>("/", { onRequest: protectFastify(latchkey) }, async (request) => {
  return { team: request.latchkey?.teamId ?? "" };
});
new Hono<{ Variables: { own: number } }>().get("/", protectHono(latchkey, { scopes: ["read"] }), (context) =>
  context.json({ team: context.get("latchkey")?.teamId, own: context.var.own }),
);
export const GET = protectNext(latchkey, {}, (_, { latchkey }) => Response.json(latchkey?.scopes));
export function told(decision: Decision): string | null {
  if (decision.code === "VALID") return decision.key.secret.id;
  if (decision.code === "NOT_FOUND") return decision.key;
  // @ts-expect-error: an answer of an outage has no key.
  if (decision.code === "UNAVAILABLE") return decision.key.id;
  return decision.key?.id ?? null;
}
`;

test("its types hold in a strict project, and add to those of the frameworks", async () => {
  project.write("typed.ts", TYPED);
  const strict = {
    target: "es2023",
    module: "nodenext",
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: ["node"],
  };
  project.write("tsconfig.json", JSON.stringify({ compilerOptions: strict, files: ["typed.ts"] }));
  const tsc = `${process.cwd()}/node_modules/typescript/bin/tsc`;
  expect(await project.run("node", [tsc, "-p", "."])).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("npx latchkey scan finds a real key in the project by its checksum, and shows it masked", async () => {
  const { secret } = await createKey("Leaked", ["read"]);
  const typo = secret.slice(0, -8) + (secret.at(-8) === "a" ? "b" : "a") + secret.slice(-7);
  project.write("settings.js", `// A placeholder: ${typo}\nexport const key = "${secret}";\n`);
  const { code, stdout } = await project.run("npx", ["--no", "latchkey", "scan", ".", "--prefix", "myapi"]);
  expect(code).toBe(1);
  expect(stdout).toContain(`settings.js:2  myapi_live_****${secret.slice(-4)}\n`);
  expect(stdout).not.toContain("settings.js:1");
  expect(stdout).not.toContain(secret);
});
