import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startGithubSigner } from "@/lib/testing/github-signer";
import { POST } from "./route";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

let github: Awaited<ReturnType<typeof startGithubSigner>>;
beforeAll(async () => {
  github = await startGithubSigner();
  process.env.GITHUB_SECRET_SCANNING_KEYS_URL = github.url;
});
afterAll(() => github.stop());

const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
  POST(
    new Request("http://localhost/api/secret-scanning/github", {
      method: "POST",
      body: Buffer.from(body),
      headers: {
        "content-type": "application/json",
        "github-public-key-identifier": github.keyId,
        "github-public-key-signature": github.sign(body),
        ...headers,
      },
    }),
  );
async function problemOf(response: Response): Promise<number> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const problem = await response.json();
  expect(problem).toMatchObject({ status: response.status, requestId: response.headers.get("x-request-id") });
  return response.status;
}
const NOTHING = '[{"token":"no key of ours","type":"acme","url":"","source":"content"}]';

test("a signed report is answered match by match, without the tokens", async () => {
  const response = await send(NOTHING);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual([
    {
      token_hash: "0d2467a772646c0d52a2469ebdd2780a6276431ebaabc88304ee781ee18e77be",
      token_type: "acme",
      label: "false_positive",
    },
  ]);
});

test("every refusal is problem+json with a status of its own", async () => {
  expect(await problemOf(await send(NOTHING))).toBe(409);
  expect(await problemOf(await send("[]", { "github-public-key-signature": github.sign("[] ") }))).toBe(403);
  expect(await problemOf(await send("[]", { "github-public-key-identifier": "made up" }))).toBe(403);
  expect(await problemOf(await send("[]", { "github-public-key-signature": "" }))).toBe(400);
  expect(await problemOf(await send("garbage"))).toBe(400);
  expect(await problemOf(await send("[]", { "content-type": "text/plain" }))).toBe(415);
  expect(await problemOf(await send("[]", { "content-type": "application/json-seq" }))).toBe(415);
  expect(await problemOf(await send(`[${" ".repeat(1_048_576)}]`))).toBe(413);
});

test("a report of a thousand matches is taken", async () => {
  const matches = Array.from({ length: 1_000 }, (_, i) => ({
    ...{ token: `no key of ours, ${i}`, type: "acme", source: "content" },
    url: `https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/${i}.txt`,
  }));
  const body = JSON.stringify(matches);
  expect(body.length).toBeGreaterThan(64 * 1_024);
  const response = await send(body);
  expect(response.status).toBe(200);
  expect(await response.json()).toHaveLength(1_000);
});
