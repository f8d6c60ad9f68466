import { readFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

// The requests of proxies that do not run here, as their sources send them: Traefik 3 (pkg/middlewares/auth/forward.go, through
// its second entry point) and Envoy 1.30 (ext_authz_http_impl.cc and async_client_impl.cc), configured as in deploy/.
const traefik = readFileSync("deploy/traefik.yml", "utf8");
const envoy = readFileSync("deploy/envoy.yaml", "utf8");
const IDENTITY = ["key-id", "team-id", "environment", "scopes", "secret-id"].map((name) => `x-latchkey-${name}`);

let gateway: TestGateway;
beforeAll(async () => {
  process.env.TRUSTED_PROXIES = "127.0.0.1,10.0.0.0/8";
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

const ask = (method: string, path: string, headers: Record<string, string>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port: gateway.port, method, path, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });

/** Traefik about a call: always a GET, with what authRequestHeaders lets through and its own X-Forwarded-*. */
const asTraefik = (path: string, key: string, method: string): Promise<Answer> =>
  ask("GET", path, {
    Host: "127.0.0.1:8089",
    "User-Agent": "curl/8.5.0",
    Authorization: `Bearer ${key}`,
    "X-Forwarded-For": "203.0.113.7, 127.0.0.1",
    "X-Forwarded-Host": "api.example.com",
    "X-Forwarded-Method": method,
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Server": "edge",
    "X-Forwarded-Uri": "/v1/charges?cursor=abc",
    "X-Real-Ip": "203.0.113.7",
    "Accept-Encoding": "gzip",
  });

/** Envoy about a call: its own method, its path and query behind the prefix, no body, Envoy's own address added. */
const asEnvoy = (method: string, pathAndQuery: string, key: string, demand?: string): Promise<Answer> =>
  ask(method, found(/path_prefix: (\S+)/, envoy) + pathAndQuery, {
    host: "api.example.com",
    "content-length": "0",
    authorization: `Bearer ${key}`,
    "user-agent": "curl/8.5.0",
    "x-forwarded-for": "6.6.6.6,203.0.113.7,10.0.0.9",
    ...(demand !== undefined && { "x-latchkey-demand": demand }),
    "x-envoy-internal": "true",
    "x-envoy-expected-rq-timeout-ms": "2000",
  });

function found(pattern: RegExp, text: string): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`${pattern} is not in the file.`);
  return value;
}

test("Traefik: each shipped address asks for what it is named after, and the call's own method, path and client are recorded", async () => {
  const [any, read, write] = [...traefik.matchAll(/address: http:\/\/127\.0\.0\.1:8089(\S+)/g)].map(([, path]) => path);
  const key = await insertKey({ scopes: ["read"], allowedIps: ["203.0.113.7/32"], limit: 3 });
  expect((await asTraefik(any ?? "", key.plaintext, "PATCH")).status).toBe(200);
  expect(gateway.spool.verifications.at(-1)).toMatchObject({
    ...{ ip: "203.0.113.7", method: "PATCH", route: "/v1/charges", userAgent: "curl/8.5.0" },
  });
  expect((await asTraefik(read ?? "", key.plaintext, "GET")).status).toBe(200);
  const refused = await asTraefik(write ?? "", key.plaintext, "POST");
  expect([refused.status, refused.headers["www-authenticate"]]).toEqual([
    403,
    expect.stringContaining('scope="write"'),
  ]);
  expect((await asTraefik(read ?? "", key.plaintext, "GET")).status).toBe(200);
  const limited = await asTraefik(read ?? "", key.plaintext, "GET");
  expect([limited.status, Number(limited.headers["retry-after"]) > 0]).toEqual([429, true]);
});

test("Traefik: what the shipped pattern hands on is every identity header; what it strips is every spelling of one", async () => {
  const key = await insertKey();
  const { headers } = await asTraefik("/v1/authorize", key.plaintext, "GET");
  for (const text of new Set(traefik.match(/authResponseHeadersRegex: .*/g))) {
    const pattern = new RegExp(found(/\(\?i\)(.*)/, text), "i");
    const handedOn = Object.keys(headers).filter((name) => pattern.test(name));
    expect(handedOn).toEqual(expect.arrayContaining([...IDENTITY, "x-ratelimit-limit", "ratelimit"]));
    for (const name of ["X-Latchkey-Key-Id", "X_latchkey_key_id", "X-Latchkey_team-Id", "X-Latchkey-Other"]) {
      expect(pattern.test(name)).toBe(true);
    }
    for (const name of ["Authorization", "X-Api-Key", "X-Forwarded-For", "Content-Type"]) {
      expect(pattern.test(name)).toBe(false);
    }
  }
});

test("Envoy: the call's own path stands behind ours; its method, path and client are recorded, and the address Envoy adds is not the client", async () => {
  const demand = found(/key: x-latchkey-demand\s+value: (\S+)/, envoy);
  const key = await insertKey({ scopes: ["read"], allowedIps: ["203.0.113.7/32"] });
  for (const method of ["GET", "POST", "HEAD", "OPTIONS", "DELETE"]) {
    const answer = await asEnvoy(method, "/v1/charges?cursor=abc", key.plaintext, demand);
    expect([answer.status, answer.body]).toEqual([200, ""]);
    expect(IDENTITY.filter((name) => answer.headers[name] === undefined)).toEqual([]);
    expect(gateway.spool.verifications.at(-1)).toMatchObject({
      ...{ ip: "203.0.113.7", method, route: "/v1/charges", userAgent: "curl/8.5.0" },
    });
  }
  const other = await insertKey({ scopes: ["write"] });
  const refused = await asEnvoy("GET", "/v1/charges", other.plaintext, demand);
  expect([refused.status, refused.headers["www-authenticate"]]).toEqual([403, expect.stringContaining('scope="read"')]);
});

test("Envoy: what a client writes into its path or query neither asks for anything nor lets anything pass", async () => {
  const key = await insertKey({ scopes: ["read"], environment: "live", limit: 9 });
  const queries = [
    "?scope=admin",
    "?environment=test",
    "?proxy=nginx",
    "?bogus=1",
    `?api_key=${key.plaintext}`,
    "?%E0%A4%A",
  ];
  const paths = ["/", "//", "/../verify", "/v1/authorize"]
    .concat(queries.map((query) => `/v1/charges${query}`))
    .slice(0, 9);
  for (const path of paths) expect((await asEnvoy("GET", path, key.plaintext, "scope=read")).status).toBe(200);
  const limited = await asEnvoy("GET", "/v1/charges?proxy=nginx", key.plaintext, "scope=read");
  expect([limited.status, limited.headers["x-latchkey-status"]]).toEqual([429, undefined]);
  expect((await asEnvoy("GET", "/v1/charges?scope=read", (await insertKey()).plaintext, "scope=write")).status).toBe(
    403,
  );
});

test("the demand stands in one place: in the header behind an appended path, in the query without one", async () => {
  const key = await insertKey({ scopes: ["read"] });
  const headers = { Authorization: `Bearer ${key.plaintext}`, "X-Latchkey-Demand": "scope=write" };
  expect((await ask("GET", "/v1/authorize", headers)).status).toBe(200);
  expect((await ask("GET", "/v1/authorize/", headers)).status).toBe(403);
  expect((await asEnvoy("GET", "/", key.plaintext, "scopes=read")).status).toBe(400);
  expect((await asEnvoy("GET", "/", key.plaintext)).status).toBe(200);
  expect((await ask("GET", "/v1/authorized", headers)).status).toBe(404);
});
