import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { pool } from "@/lib/db/pool";
import { insertKey } from "@/lib/testing/insert-key";
import { insertServiceToken, startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function problemOf(response: Response): Promise<{ status: number; detail: string }> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const text = await response.text();
  expect(text).not.toMatch(/\bat .+\.(ts|js|mjs):\d+|node_modules/);
  const problem = JSON.parse(text);
  expect(Object.keys(problem).sort()).toEqual(["detail", "requestId", "status", "title", "type"]);
  expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  expect(problem.status).toBe(response.status);
  return problem;
}

const refusal = async (body: unknown): Promise<string> => {
  const problem = await problemOf(await gateway.post("/v1/verify", body));
  expect(problem.status).toBe(400);
  return problem.detail;
};

/** Writes raw bytes and reads until the gateway closes or `until` is seen. */
const raw = (parts: Iterable<string | Buffer>, until = /never/): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    const socket = connect(gateway.port, "127.0.0.1", async () => {
      for (const part of parts) {
        if (socket.destroyed) return;
        if (!socket.write(part)) await new Promise((go) => socket.once("drain", go).once("close", go));
      }
    });
    socket.on("data", (chunk) => {
      text += chunk;
      if (until.test(text)) socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });

test("what is not JSON, or not an object, is a 400", async () => {
  for (const body of ["", "{", "not json", "{'key':1}", "\0", "\ufeff{}"])
    expect(await refusal(body)).toContain("JSON");
  for (const body of ["null", "[]", "1", '"key"']) expect(await refusal(body)).toContain("JSON object");
});

test("a body that is not UTF-8 is a 400, rather than an answer about something nobody sent", async () => {
  const body = Buffer.concat([Buffer.from('{"key":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  const head = `POST /v1/verify HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${gateway.token}\r\n`;
  const text = await raw([`${head}Content-Length: ${body.length}\r\n\r\n`, body], /"requestId"/);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).toContain("UTF-8");
});

test("a request without Host, or with an expectation that nobody can meet, is refused with a problem and a request id", async () => {
  const noHost = await raw(["GET /healthz HTTP/1.1\r\n\r\n"], /"requestId"/);
  expect(noHost).toMatch(/^HTTP\/1\.1 400 /);
  expect(noHost).toMatch(/X-Request-Id: req_/);
  const expecting = await raw(["GET /healthz HTTP/1.1\r\nHost: g\r\nExpect: a miracle\r\n\r\n"], /"requestId"/);
  expect(expecting).toMatch(/^HTTP\/1\.1 417 /);
  expect(expecting).toContain("application/problem+json");
  expect(await raw(["GET /healthz HTTP/1.0\r\n\r\n"], /alive/)).toMatch(/^HTTP\/1\.1 200 /);
});

test("an unknown field is named, whatever it is called", async () => {
  const key = "k";
  expect(await refusal({ key, scope: "read" })).toContain("scope");
  expect(await refusal('{"key":"k","__proto__":{"valid":true}}')).toContain("__proto__");
  expect(await refusal('{"key":"k","constructor":1}')).toContain("constructor");
  expect(await refusal(`{"key":"k","${"x".repeat(10_000)}":1}`)).toHaveLength(
    (await refusal(`{"key":"k","${"y".repeat(100)}":1}`)).length,
  );
  expect(await refusal({ key, "\ud800\0💳": 1 })).toContain("Unknown field");
});

test("a wrong type or size is refused by the field's name", async () => {
  const key = "k";
  const wrong: [unknown, string][] = [
    [{}, "key is missing"],
    [{ key: 1 }, "key must be a string"],
    [{ key: null }, "key must be a string"],
    [{ key: "x".repeat(513) }, "512"],
    [{ key, scopes: "read" }, "scopes"],
    [{ key, scopes: ["read", 1] }, "scopes[1]"],
    [{ key, scopes: Array(101).fill("x") }, "scopes"],
    [{ key, cost: -1 }, "cost"],
    [{ key, cost: 1.5 }, "cost"],
    [{ key, cost: 1_000_001 }, "cost"],
    [{ key, cost: "1" }, "cost"],
    [{ key, environment: "prod" }, "environment"],
    [{ key, ip: 7 }, "ip"],
    [{ key, userAgent: {} }, "userAgent"],
    [{ key, route: ["/"] }, "route"],
    [{ key, method: true }, "method"],
  ];
  for (const [body, named] of wrong) expect(await refusal(body)).toContain(named);
  const batch = await problemOf(await gateway.post("/v1/verify/batch", [{ key }, { key, cost: -1 }]));
  expect(batch.detail).toContain("[1].cost");
  for (const body of [[], {}, Array(101).fill({ key })]) {
    expect((await problemOf(await gateway.post("/v1/verify/batch", body))).detail).toContain("1 to 100");
  }
});

test("NUL, lone surrogates, emoji and a prototype's names as values are harmless", async () => {
  const key = await insertKey();
  for (const text of ["\0", "\ud800", "💳", "__proto__", "constructor", "a\tb\nc", "\u2028"]) {
    const answer = await gateway.verify({ key: key.plaintext, userAgent: text, route: text, method: text, ip: text });
    expect(answer.code).toBe("VALID");
    expect((await gateway.verify({ key: key.plaintext, scopes: [text] })).code).toBe("INSUFFICIENT_SCOPE");
    expect((await gateway.verify({ key: text })).code).toBe("MALFORMED");
  }
});

test("a body over 64 KiB is a 413, announced or not; the connection and the gateway live on", async () => {
  const large = JSON.stringify({ key: "x".repeat(70_000) });
  const problem = await problemOf(await gateway.post("/v1/verify", large));
  expect(problem.status).toBe(413);
  const head = `POST /v1/verify HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${gateway.token}\r\n`;
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const chunked = await raw([`${head}Transfer-Encoding: chunked\r\n\r\n`, chunk, chunk], /"requestId"/);
  expect(chunked).toContain("HTTP/1.1 413 ");
  const endless = await raw([`${head}Content-Length: 99999999999\r\n\r\n`, "x".repeat(100_000)], /"requestId"/);
  expect(endless).toContain("HTTP/1.1 413 ");
});

test("a body longer than its Content-Length is one 400, and what is left over is never taken for a request", async () => {
  const head = `POST /v1/verify HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${gateway.token}\r\n`;
  const lying = await raw([`${head}Content-Length: 2\r\n\r\n{}${"x".repeat(70_000)}`]);
  expect(lying.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"]);
});

test("a 10 MB header is a 431 with a request id that the client gets to read", async () => {
  function* header() {
    yield "GET /v1/authorize HTTP/1.1\r\nHost: g\r\nX-Large: ";
    for (let i = 0; i < 160; i++) yield Buffer.alloc(65_536, "a");
    yield "\r\n\r\n";
  }
  const text = await raw(header(), /"requestId":"req_[^"]+"/);
  expect(text).toMatch(/^HTTP\/1\.1 431 /);
  expect(text).toContain("Content-Type: application/problem+json");
  expect(text).toMatch(/X-Request-Id: req_/);
});

test("what is no HTTP is a 400 and closes", async () => {
  const text = await raw(["\0\x01\x02 nonsense\r\n\r\n"], /"requestId"/);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

test("an unknown path is a 404, a wrong method a 405 that names the right one", async () => {
  for (const path of ["/", "/v1", "/v1/verify/", "/v1/verify/batch/x", "//v1/verify", "/%E0%A4%A", "/v1/authorizex"]) {
    expect((await problemOf(await fetch(gateway.url + path))).status).toBe(404);
  }
  const wrong = await fetch(`${gateway.url}/v1/verify`, { method: "PUT" });
  expect(wrong.headers.get("allow")).toBe("POST");
  expect((await problemOf(wrong)).status).toBe(405);
  expect((await fetch(`${gateway.url}/healthz`, { method: "POST" })).headers.get("allow")).toBe("GET, HEAD");
});

test("without a service token: 401 and a challenge; an unknown, a malformed and an access token too", async () => {
  const path = `${gateway.url}/v1/verify`;
  const none = await fetch(path, { method: "POST", body: "{}" });
  expect(none.headers.get("www-authenticate")).toBe('Bearer realm="latchkey-gateway"');
  expect((await problemOf(none)).status).toBe(401);
  const { token } = await insertServiceToken();
  const last = token.at(-1) === "0" ? "1" : "0";
  for (const wrong of ["x", token.slice(0, -1) + last, `lk_access_${"a".repeat(49)}`, token.replace("lk_", "LK_")]) {
    const response = await gateway.post("/v1/verify", {}, wrong);
    expect(response.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect((await problemOf(response)).status).toBe(401);
  }
});

test.each(["%ff%zz", "%", "%E0%A4%A", "%00", "\u00ff\u00fe", "a b", ",", "Bearer"])(
  "the malformed bearer %j is a 401 wherever one is taken",
  async (bearer) => {
    for (const scheme of ["Bearer", "bEaReR"]) {
      const headers = { Authorization: `${scheme} ${bearer}` };
      for (const path of ["/v1/verify", "/v1/verify/batch", "/v1/usage"]) {
        const answer = await fetch(gateway.url + path, { method: "POST", headers, body: "{}" });
        expect((await problemOf(answer)).status).toBe(401);
      }
      expect((await gateway.authorize(headers)).status).toBe(401);
      expect((await gateway.authorize({ "X-API-Key": bearer })).status).toBe(401);
    }
  },
);

test("a new service token works at once, a revoked one no longer once the gateways have heard", async () => {
  const { id, token } = await insertServiceToken();
  expect((await gateway.post("/v1/verify", { key: "k" }, token)).status).toBe(200);
  await pool().query("UPDATE service_tokens SET revoked_at = now() WHERE id = $1", [id]);
  await heardByGateways();
  expect((await gateway.post("/v1/verify", { key: "k" }, token)).status).toBe(401);
});
