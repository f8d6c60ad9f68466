import { expect } from "@playwright/test";
import type { RevealedKey } from "@/lib/keys/view";
import { type Problem, send, type Verified } from "./support/http";
import { type ScriptedInstance, test } from "./support/shared-instance";

let instance: ScriptedInstance;
let made: ScriptedInstance["made"];
test.beforeAll(({ scripted }) => {
  instance = scripted;
  made = scripted.made;
});

const api = <T>(method: string, path: string, body?: unknown) =>
  send<T>(method, `${made.dashboardUrl}/api/v1${path}`, made.accessToken, body);
const verify = async (key: string, more: object = {}): Promise<Verified> =>
  (await send<Verified>("POST", `${made.gatewayUrl}/v1/verify`, made.serviceToken, { key, ...more })).body;
const create = async (more: object = {}): Promise<RevealedKey> => {
  const { status, body } = await api<RevealedKey>("POST", "/keys", {
    label: "Payments",
    environment: "live",
    scopes: ["read"],
    ...more,
  });
  expect(status).toBe(201);
  return body;
};

test("bootstrap prints what a script needs, once", async () => {
  expect(made).toEqual({
    dashboardUrl: instance.dashboard,
    gatewayUrl: instance.gateway,
    userId: expect.stringMatching(/^user_[0-9a-z]{26}$/),
    teamId: expect.stringMatching(/^team_[0-9a-z]{26}$/),
    teamSlug: "acme",
    serviceToken: expect.stringMatching(/^lk_service_[0-9A-Za-z]{49}$/),
    accessToken: expect.stringMatching(/^lk_access_[0-9A-Za-z]{49}$/),
  });
  const again = ["bootstrap", "--email", "x@example.com", "--password", "correct horse battery staple", "--team", "B"];
  await expect(instance.admin(...again)).rejects.toThrow(/[Aa]ccounts exist/);
});

test("a created key verifies, is listed masked, and its secret is in no later answer", async () => {
  const { key, secret } = await create({ metadata: { plan: "pro" } });
  const answer = await verify(secret, {
    scopes: ["read"],
    ip: "203.0.113.7",
    method: "GET",
    route: "/v1/charges/{id}",
  });
  expect(answer).toMatchObject({
    valid: true,
    code: "VALID",
    status: 200,
    key: {
      id: key.id,
      label: "Payments",
      environment: "live",
      teamId: made.teamId,
      scopes: ["read"],
      metadata: { plan: "pro" },
      expiresAt: null,
    },
    rateLimit: { limit: 1000, remaining: 999, windowSeconds: 60 },
  });
  const list = await api<{ keys: { id: string; masked: string }[] }>("GET", "/keys?environment=live");
  expect(list.body.keys.find((listed) => listed.id === key.id)?.masked).toBe(`myapi_live_****${secret.slice(-4)}`);
  expect(JSON.stringify(list.body)).not.toContain(secret.slice(24, -6));
});

test("limit 5: the sixth call is 429 with the right headers, and waiting as told helps", async () => {
  const { secret } = await create({ rateLimit: { limit: 5, windowSeconds: 2 } });
  const answers: Verified[] = [];
  for (let i = 0; i < 6; i++) answers.push(await verify(secret));
  expect(answers.map((one) => one.code)).toEqual([...Array(5).fill("VALID"), "RATE_LIMITED"]);
  expect(answers.map((one) => one.rateLimit?.remaining)).toEqual([4, 3, 2, 1, 0, 0]);
  const refused = answers[5] as Verified;
  const now = Date.now() / 1_000;
  expect(refused.status).toBe(429);
  expect(refused.headers).toMatchObject({
    "X-RateLimit-Limit": "5",
    "X-RateLimit-Remaining": "0",
    "RateLimit-Policy": '"default";q=5;w=2',
    "Retry-After": expect.stringMatching(/^[1-2]$/),
    "Cache-Control": "no-store",
  });
  const reset = Number(refused.headers["X-RateLimit-Reset"]);
  expect(reset).toBe(refused.rateLimit?.reset);
  expect(reset).toBeGreaterThanOrEqual(Math.floor(now));
  expect(reset).toBeLessThanOrEqual(Math.ceil(now) + 2);
  await expect.poll(() => Date.now() / 1_000, { timeout: 5_000 }).toBeGreaterThan(reset);
  expect((await verify(secret)).code).toBe("VALID");
});

test("rotation with grace: both secrets are valid under one key id; the ended one is refused at once", async () => {
  const { key, secret: old } = await create();
  const rotated = await api<RevealedKey>("POST", `/keys/${key.id}/rotate`, { graceSeconds: 86_400 });
  expect(rotated.status).toBe(200);
  const [first, second] = [await verify(old), await verify(rotated.body.secret)];
  expect([first.code, second.code, first.key?.id, second.key?.id]).toEqual(["VALID", "VALID", key.id, key.id]);
  expect(first.headers["X-Api-Key-Secret-Ends"]).toBe(first.key?.secret.endsAt);
  const extended = await api("POST", `/keys/${key.id}/secrets/${first.key?.secret.id}/extend`, {
    graceSeconds: 172_800,
  });
  expect(extended.status).toBe(200);
  const endsIn = Date.parse((await verify(old)).headers["X-Api-Key-Secret-Ends"] ?? "") - Date.now();
  expect(Math.round(endsIn / 3_600_000)).toBe(48);
  const ended = await api("POST", `/keys/${key.id}/secrets/${first.key?.secret.id}/end`);
  expect(ended.status).toBe(200);
  expect((await verify(old)).code).toBe("REVOKED");
  expect((await verify(rotated.body.secret)).code).toBe("VALID");
});

test("revoked means revoked: the very next verification is refused, a hundred times over", async () => {
  for (let i = 0; i < 100; i++) {
    const { key, secret } = await create();
    expect((await verify(secret)).code).toBe("VALID");
    expect((await api("POST", `/keys/${key.id}/revoke`, { reason: "leaked" })).status).toBe(200);
    expect((await verify(secret)).code).toBe("REVOKED");
  }
});

test("a missing scope is 403, a bad checksum MALFORMED, an unknown key NOT_FOUND", async () => {
  const { secret } = await create();
  expect(await verify(secret, { scopes: ["write"] })).toMatchObject({
    valid: false,
    code: "INSUFFICIENT_SCOPE",
    status: 403,
  });
  const typo = secret.slice(0, -1) + (secret.endsWith("a") ? "b" : "a");
  expect(await verify(typo)).toMatchObject({ code: "MALFORMED", status: 401, key: null });
});

test("forward auth tells the proxy who calls, and a stranger nothing", async () => {
  const { key, secret } = await create();
  const allowed = await fetch(`${made.gatewayUrl}/v1/authorize?scope=read`, { headers: { "X-API-Key": secret } });
  expect([allowed.status, allowed.headers.get("X-Latchkey-Key-Id"), await allowed.text()]).toEqual([200, key.id, ""]);
  const refused = await fetch(`${made.gatewayUrl}/v1/authorize`);
  expect([refused.status, refused.headers.get("WWW-Authenticate")]).toEqual([
    401,
    expect.stringMatching(/^Bearer realm="[^"]+"$/),
  ]);
});

test("bad input gets a clear 4xx from the API, with the field, a request id and no stack", async () => {
  const cases: [body: unknown, status: number, says: RegExp][] = [
    ["{", 400, /JSON/],
    ["[]", 400, /JSON object/],
    [{ label: "x", environment: "live", scopes: ["read"], color: "red" }, 400, /color/],
    [{ label: "a\u0000b", environment: "live", scopes: ["read"] }, 400, /label/],
    [{ label: "x", environment: "prod", scopes: ["read"] }, 400, /environment/],
    [{ label: "x", environment: "live", scopes: ["root"] }, 400, /root/],
    [{ label: "x", environment: "live", scopes: ["read"], expiresAt: "2001-01-01T00:00:00Z" }, 400, /past/],
    [{ label: "x", environment: "live", scopes: ["read"], allowedIps: ["10.0.0.300"] }, 400, /10\.0\.0\.300/],
    [{ label: "x".repeat(70_000), environment: "live", scopes: ["read"] }, 413, /64 KiB/],
  ];
  for (const [body, status, says] of cases) {
    const answer = await api<Problem>("POST", "/keys", body);
    expect(answer.status, JSON.stringify(body).slice(0, 80)).toBe(status);
    expect(answer.body.detail).toMatch(says);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.headers.get("x-request-id")).toBe(answer.body.requestId);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.(ts|js|mjs):\d+/);
  }
  const emoji = await create({ label: "💳 支払い" });
  expect(emoji.key.label).toBe("💳 支払い");
});

/** The same token but for its last character, whatever that is. */
function other(token: string): string {
  return token.slice(0, -1) + (token.endsWith("x") ? "y" : "x");
}

test("without a valid access token nothing answers, and a foreign id is an unknown id", async () => {
  const url = `${made.dashboardUrl}/api/v1/keys`;
  for (const token of [null, "nonsense", made.serviceToken, other(made.accessToken)]) {
    expect((await send("GET", url, token)).status).toBe(401);
  }
  expect((await api("GET", "/keys/key_01jd0000000000000000000000")).status).toBe(404);
  expect((await api("GET", "/keys/%00")).status).toBe(404);
});
