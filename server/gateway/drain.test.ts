import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

type Client = { socket: Socket; received: () => string; closed: Promise<unknown> };

/** A connection that the gateway has accepted, and of which nobody has heard a word yet. */
async function open(gateway: TestGateway): Promise<Client> {
  const accepted = once(gateway.server, "connection");
  const socket = connect(gateway.port, "127.0.0.1");
  sockets.push(socket);
  let received = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  socket.on("error", () => {});
  await Promise.all([once(socket, "connect"), accepted]);
  return { socket, received: () => received, closed: once(socket, "close") };
}

const question = (gateway: TestGateway, body: string): string =>
  `POST /v1/verify HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${gateway.token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test("while it drains, old connections and new ones are answered and told that this was the last answer", async () => {
  const gateway = await startTestGateway();
  const body = JSON.stringify({ key: (await insertKey()).plaintext });
  const old = await open(gateway);
  const closed = gateway.close(600_000);
  for (const client of [old, await open(gateway)]) {
    client.socket.write(question(gateway, body));
    await client.closed;
    expect(client.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\nConnection: close\r\n[\s\S]*"code":"VALID"/);
  }
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  gateway.hurry();
  await closed;
  await expect(fetch(`${gateway.url}/readyz`)).rejects.toThrow();
});

test("at its end a connection that says nothing is closed, and one whose question has begun is answered", async () => {
  const gateway = await startTestGateway({ timeouts: { headersTimeout: 600_000, requestTimeout: 600_000 } });
  const text = question(gateway, JSON.stringify({ key: (await insertKey()).plaintext }));
  const [silent, slow] = [await open(gateway), await open(gateway)];
  const begun = once(gateway.server, "request");
  slow.socket.write(text.slice(0, -10));
  await begun;
  const closed = gateway.close();
  await silent.closed;
  slow.socket.write(text.slice(-10));
  await slow.closed;
  expect(slow.received()).toContain('"code":"VALID"');
  await closed;
});

test("who hurries does not wait for a question that never ends", async () => {
  const gateway = await startTestGateway();
  const endless = await open(gateway);
  const begun = once(gateway.server, "request");
  endless.socket.write(question(gateway, "{}").slice(0, -1));
  await begun;
  const closed = gateway.close(600_000);
  gateway.hurry();
  await closed;
  await endless.closed;
  expect(endless.received()).toBe("");
});
