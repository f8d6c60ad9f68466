import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

// Small enough for a test to wait for the gateway to act, never for a time to pass.
const timeouts = {
  headersTimeout: 800,
  requestTimeout: 1_200,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 300,
  unreadAnswersTimeout: 1_200,
};
let gateway: TestGateway;
let plaintext: string;
let start: string;
beforeAll(async () => {
  gateway = await startTestGateway({ timeouts });
  ({ plaintext } = await insertKey());
  start = `POST /v1/verify HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${gateway.token}\r\n`;
});
afterAll(() => gateway.close());

const goodAnswer = async (): Promise<string> => (await gateway.verify(plaintext)).code;

/** Writes `first`, then a byte whenever the gateway might have expected more, until the gateway closes. @returns what it said */
async function trickle(first: string): Promise<string> {
  let text = "";
  const socket = connect(gateway.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "connect");
  socket.write(first);
  const more = setInterval(() => socket.write("x"), 20);
  await once(socket, "close");
  clearInterval(more);
  return text;
}

function expectTimedOut(text: string): void {
  expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(text).toContain("Content-Type: application/problem+json");
  expect(text).toMatch(/X-Request-Id: req_/);
  expect(text).toContain("Connection: close");
  expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
}

test("a header that never ends is a 408 and the end of its connection, while others are answered", async () => {
  const slow = trickle(`${start}X-Slow: `);
  expect(await goodAnswer()).toBe("VALID");
  expectTimedOut(await slow);
});

test("a body that never ends is a 408 and the end of its connection, announced or chunked", async () => {
  const slow = [
    trickle(`${start}Content-Length: 60000\r\n\r\n{`),
    trickle(`${start}Transfer-Encoding: chunked\r\n\r\nffff\r\n{`),
  ];
  expect(await goodAnswer()).toBe("VALID");
  for (const text of await Promise.all(slow)) expectTimedOut(text);
});

test("a body that trickles in behind its refusal ends its connection, too", async () => {
  const text = await trickle("POST /v1/verify HTTP/1.1\r\nHost: g\r\nContent-Length: 60000\r\n\r\n{");
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
});

test("a connection that says nothing is closed; so is one that is idle after an answer", async () => {
  const silent = connect(gateway.port, "127.0.0.1");
  silent.resume();
  await once(silent, "close");
  const idle = connect(gateway.port, "127.0.0.1");
  let text = "";
  idle.on("data", (chunk) => {
    text += chunk;
  });
  idle.write("GET /healthz HTTP/1.1\r\nHost: g\r\n\r\n");
  await once(idle, "close");
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
});

/** Asks again whenever it may have been answered, and reads nothing. */
async function fillUp(socket: Socket): Promise<Socket> {
  const questions = JSON.stringify(Array(100).fill({ key: "k" }));
  const batch = start.replace("/v1/verify", "/v1/verify/batch");
  const [theirs] = (await once(gateway.server, "connection")) as [Socket];
  while (theirs.writableLength === 0) {
    const answered = once(gateway.server, "request");
    socket.write(`${batch}Content-Length: ${questions.length}\r\n\r\n${questions}`);
    await answered;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return theirs;
}

test("a client that does not read its answers is closed, and what waits for it is bounded", async () => {
  const socket = connect(gateway.port, "127.0.0.1").pause();
  socket.on("error", () => {});
  const theirs = await fillUp(socket);
  expect(theirs.writableLength).toBeLessThan(1024 * 1024);
  expect(await goodAnswer()).toBe("VALID");
  if (!theirs.destroyed) await once(theirs, "close");
  socket.destroy();
});

test("whoever reads in time, however much, is not closed", async () => {
  const socket = connect(gateway.port, "127.0.0.1");
  let text = "";
  const done = new Promise<void>((resolve, reject) => {
    socket.on("data", (chunk) => {
      text += chunk;
      if (text.split("HTTP/1.1 200").length > 500 && text.endsWith("}")) resolve();
    });
    socket.on("close", () => reject(new Error(`closed after ${text.length} characters`)));
  });
  const body = JSON.stringify({ key: plaintext, cost: 0 });
  socket.write(`${start}Content-Length: ${body.length}\r\n\r\n${body}`.repeat(500));
  await done;
  socket.destroy();
});

test("a body over 64 KiB without Content-Length is a 413, and its connection does not stay", async () => {
  const text = await trickle(`${start}Transfer-Encoding: chunked\r\n\r\n20000\r\n${"x".repeat(70_000)}`);
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
});
