import { expect } from "@playwright/test";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { findProgram, whyMissing } from "../server/testing/find-program";
import { type Called, call, type RawHeaders } from "./support/call";
import { type EchoUpstream, startEchoUpstream } from "./support/echo-upstream";
import { type GatewayProcess, test } from "./support/gateway-site";
import { type ProxyProcess, startCaddy, startNginx } from "./support/proxy-process";

const IDENTITY = ["key-id", "team-id", "environment", "scopes", "secret-id"].map((name) => `x-latchkey-${name}`);
const LIMITS = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit", "ratelimit-policy"];

/** Every way to spell an identity header that some server reads as the real one. */
const SPOOFED: RawHeaders = [
  ...IDENTITY,
  ...IDENTITY.map((name) => name.toUpperCase()),
  ...IDENTITY.map((name) => name.replaceAll("-", "_")),
  ...IDENTITY.map((name) => name.replace("-key-id", "_Key-Id").replace("x-latchkey-", "X-Latchkey_")),
  "X-Latchkey-Key-Id",
  "X-Latchkey-Status",
].map((name) => [name, "spoofed"]);

for (const { name, start } of [
  { name: "nginx" as const, start: startNginx },
  { name: "caddy" as const, start: startCaddy },
]) {
  test.describe(name, () => {
    test.skip(findProgram(name) === null, whyMissing(name));

    let gateways: [GatewayProcess, GatewayProcess];
    let api: EchoUpstream;
    let proxy: ProxyProcess;

    test.beforeAll(async ({ site }) => {
      const environment = { TRUSTED_PROXIES: "127.0.0.1" };
      gateways = [await site.startGateway(environment), await site.startGateway(environment)];
      api = await startEchoUpstream();
      proxy = await start({ gateways: [gateways[0].port, gateways[1].port], api: api.port });
    });
    test.afterAll(async () => {
      await proxy?.stop();
      await api?.stop();
      for (const gateway of gateways ?? []) await gateway.stop();
    });

    test.beforeEach(() => {
      api.take();
    });

    const bearer = (key: { plaintext: string }): RawHeaders => [["Authorization", `Bearer ${key.plaintext}`]];
    const one = (header: string, answer: Called): string | undefined => {
      const values = answer.headers.get(header);
      expect(values?.length ?? 1, `${header} once`).toBe(1);
      return values?.[0];
    };

    /** The two gateways take calls in turn: each passes one, then both refuse. */
    async function untilLimited(key: InsertedKey, headers: RawHeaders = []) {
      const answers = [];
      for (let i = 0; i < 3; i++) answers.push(await call(`${proxy.url}/v1/charges`, [...bearer(key), ...headers]));
      api.take();
      return answers.filter(({ status }) => status !== 200).slice(-1);
    }

    test("an allowed call reaches the API whole, with whose key it was and without the key", async () => {
      const key = await insertKey({ scopes: ["read", "write"], limit: 50 });
      const spoofedLimits = LIMITS.map((header): [string, string] => [header, "spoofed"]);
      const headers: RawHeaders = [...bearer(key), ["X-API-Key", key.plaintext], ["Cookie", "a=b"], ...spoofedLimits];
      const answer = await call(`${proxy.url}/v1/charges?cursor=abc`, headers, { method: "POST" });
      expect([answer.status, answer.body]).toEqual([200, "from the API"]);
      const [received] = api.take();
      expect([received?.method, received?.url]).toEqual(["POST", "/v1/charges?cursor=abc"]);
      expect(received?.headers.get("cookie")).toEqual(["a=b"]);
      expect(IDENTITY.map((header) => received?.headers.get(header))).toEqual([
        ...[[key.shownKeyId], [expect.stringMatching(/^team_/)], ["live"], ["read write"], [key.secretId]],
      ]);
      expect(JSON.stringify([...(received?.headers ?? [])])).not.toContain(key.plaintext);
      expect(LIMITS.map((header) => one(header, answer))).toEqual([
        ...["50", "49", expect.stringMatching(/^\d{10}$/), expect.stringMatching(/^"default";r=49;t=\d+$/)],
        '"default";q=50;w=60',
      ]);
      expect(answer.headers.has("x-api-key-expires")).toBe(false);
      expect(answer.headers.has("retry-after")).toBe(false);
    });

    test("a key in its last week says so to the caller, and nobody else can", async () => {
      const end = new Date(Date.now() + 3_600_000);
      const key = await insertKey({ expiresAt: end });
      const spoofed: RawHeaders = [
        ["X-Api-Key-Expires", "2001-01-01T00:00:00Z"],
        ["X-Api-Key-Secret-Ends", "2001-01-01T00:00:00Z"],
      ];
      const answer = await call(`${proxy.url}/v1/charges`, [...bearer(key), ...spoofed]);
      expect(one("x-api-key-expires", answer)).toBe(end.toISOString());
      expect(answer.headers.has("x-api-key-secret-ends")).toBe(false);
    });

    test("identity headers that a client sends never reach the API, in whatever spelling, and never decide", async () => {
      const [key, reader, used] = [await insertKey(), await insertKey(), await insertKey({ limit: 1 })];
      for (const headers of [
        [...SPOOFED, ...bearer(key)],
        [...bearer(key), ...SPOOFED],
      ]) {
        expect((await call(`${proxy.url}/v1/charges`, headers)).status).toBe(200);
        const [received] = api.take();
        const seen = [...(received?.headers ?? [])].filter(([header]) => /^x.latchkey/i.test(header));
        expect(seen.map(([header]) => header).sort()).toEqual([...IDENTITY].sort());
        expect(JSON.stringify(seen)).not.toContain("spoofed");
        expect(received?.headers.get("x-latchkey-key-id")).toEqual([key.shownKeyId]);
      }
      const refused = [
        await call(`${proxy.url}/v1/charges`, SPOOFED),
        await call(`${proxy.url}/v1/charges`, [...SPOOFED, ...bearer({ plaintext: "garbage" })]),
        await call(`${proxy.url}/v1/charges`, [...SPOOFED, ...bearer(reader)], { method: "DELETE" }),
        ...(await untilLimited(used, SPOOFED)),
      ];
      expect(refused.map(({ status }) => status)).toEqual([401, 401, 403, 429]);
      expect(api.take()).toEqual([]);
    });

    test("a refusal reaches the caller with its status, its headers and a problem that says what to do", async () => {
      const key = await insertKey({ scopes: ["read"], limit: 20 });
      const none = await call(`${proxy.url}/v1/charges`);
      expect([none.status, one("www-authenticate", none)]).toEqual([401, 'Bearer realm="Latchkey"']);
      const unknown = await call(`${proxy.url}/v1/charges`, bearer({ plaintext: "garbage" }));
      expect([unknown.status, one("www-authenticate", unknown)]).toEqual([
        ...[401, 'Bearer realm="Latchkey", error="invalid_token"'],
      ]);
      const scope = await call(`${proxy.url}/v1/charges`, bearer(key), { method: "DELETE" });
      expect([scope.status, one("www-authenticate", scope), one("x-ratelimit-remaining", scope)]).toEqual([
        ...[403, 'Bearer realm="Latchkey", error="insufficient_scope", scope="write"', "20"],
      ]);
      const two = await call(`${proxy.url}/v1/charges`, [...bearer(key), ["X-API-Key", "another"]]);
      expect([two.status, two.headers.has("retry-after")]).toEqual([400, false]);
      for (const answer of [none, unknown, scope, two]) {
        expect(one("content-type", answer)).toBe("application/problem+json");
        expect(JSON.parse(answer.body)).toMatchObject({ status: answer.status, type: "about:blank" });
      }
      expect(api.take()).toEqual([]);
    });

    test("over the limit: 429 with Retry-After, every limit header and the problem", async () => {
      const key = await insertKey({ limit: 1 });
      const [limited] = await untilLimited(key);
      if (!limited) throw new Error("The limit does not hold.");
      expect(limited.status).toBe(429);
      expect(Number(one("retry-after", limited))).toBeGreaterThanOrEqual(1);
      expect(one("cache-control", limited)).toBe("no-store");
      expect(LIMITS.slice(0, 2).map((header) => one(header, limited))).toEqual(["1", "0"]);
      expect(one("ratelimit-policy", limited)).toBe('"default";q=1;w=60');
      expect(limited.headers.has("x-latchkey-status")).toBe(false);
      expect(JSON.parse(limited.body)).toMatchObject({ status: 429, requestId: expect.stringMatching(/^req_/) });
    });

    test("an allow list judges the address that called the proxy, not what the caller claims", async () => {
      const key = await insertKey({ allowedIps: ["127.0.0.7/32", "203.0.113.0/24"] });
      const status = async (from: string, ...claims: string[]): Promise<number> => {
        const claimed = claims.map((claim): [string, string] => ["X-Forwarded-For", claim]);
        return (await call(`${proxy.url}/v1/charges`, [...bearer(key), ...claimed], { from })).status;
      };
      expect(await status("127.0.0.7")).toBe(200);
      expect(await status("127.0.0.7", "198.51.100.1")).toBe(200);
      expect(await status("127.0.0.8")).toBe(403);
      expect(await status("127.0.0.8", "127.0.0.7")).toBe(403);
      expect(await status("127.0.0.8", "203.0.113.5, 127.0.0.1", "127.0.0.7")).toBe(403);
    });

    test("a path that needs nothing still needs a valid key; the API's own errors pass as they are", async () => {
      const key = await insertKey({ scopes: ["other"] });
      expect((await call(`${proxy.url}/v1/whoami`, bearer(key))).status).toBe(200);
      expect((await call(`${proxy.url}/v1/whoami`)).status).toBe(401);
      const broken = await call(`${proxy.url}/v1/broken`, bearer(await insertKey()));
      expect([broken.status, broken.body]).toEqual([500, "from the API"]);
    });

    test("with one gateway away calls go on; with both, 503 and Retry-After; with the API away, 502; the log holds no query and no key", async ({
      site,
    }) => {
      const key = await insertKey();
      const url = `${proxy.url}/v1/charges?token=querysecret`;
      expect(await gateways[0].stop()).toBe(0);
      for (let i = 0; i < 4; i++) expect((await call(url, bearer(key))).status).toBe(200);
      expect(await gateways[1].stop()).toBe(0);
      for (const headers of [bearer(key), bearer({ plaintext: "garbage" }), []]) {
        const answer = await call(url, [...headers, ...SPOOFED]);
        expect([answer.status, one("retry-after", answer)]).toEqual([503, "1"]);
        expect(JSON.parse(answer.body)).toMatchObject({ status: 503 });
      }
      for (const gateway of gateways) {
        expect(gateway.output()).not.toContain("querysecret");
        expect(gateway.output()).not.toContain(key.plaintext.slice(-20));
      }
      gateways[0] = await site.startGateway({ TRUSTED_PROXIES: "127.0.0.1" }, gateways[0]);
      await api.stop();
      await expect.poll(async () => (await call(url, bearer(key))).status).toBe(502);
    });
  });
}

test("caddy lets nobody pass on the word of something that is no gateway", async () => {
  test.skip(findProgram("caddy") === null, whyMissing("caddy"));
  const other = await startEchoUpstream();
  const proxy = await startCaddy({ gateways: [other.port, other.port], api: other.port });
  const answer = await call(`${proxy.url}/v1/charges`, [["X-Latchkey-Key-Id", "key_01m854rhbze59b8v75a6nn183z"]]);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, ["1"]]);
  expect(other.take().map(({ url }) => url)).toEqual(["/v1/authorize?scope=read"]);
  await proxy.stop();
  await other.stop();
});
