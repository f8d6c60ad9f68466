import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, expect, vi } from "vitest";
import { startCuttableProxy } from "@/server/testing/cuttable-proxy";
import { freePort } from "@/server/testing/free-port";
import { startRedis } from "@/server/testing/start-redis";
import { testWithRedis as test } from "@/server/testing/test-with-redis";
import { SharedLimits } from "./shared-limits";

vi.setConfig({ testTimeout: 60_000 });

const POLICY = { limit: 10, windowSeconds: 3_600 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startServer(given?: Parameters<typeof startRedis>[0]) {
  const server = await startRedis(given);
  ends.push(() => server.stop());
  return server;
}

async function open(url: string) {
  const said: string[] = [];
  const limits = await SharedLimits.open({
    url,
    onChange: (backend, error) =>
      said.push(error === undefined ? backend : `${backend}: ${JSON.stringify(error)} ${error.message}`),
  });
  ends.push(() => limits.close());
  const spend = (keyId: string) => limits.spend(keyId, POLICY, 1, Date.now());
  return { limits, said, spend };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10);
}

const accepted = (states: { refused: boolean }[]): number => states.filter(({ refused }) => !refused).length;

test("Redis hangs: calls under way are answered here, later ones at once, and the shared count goes on when it answers again", async () => {
  const server = await startServer();
  const { limits, said, spend } = await open(server.url);
  const keyId = randomUUID();
  for (let i = 0; i < 4; i++) await spend(keyId);

  server.pause();
  const states = await Promise.all(Array.from({ length: 50 }, () => spend(keyId)));
  // Four were counted before; what Redis could not count is counted here.
  expect(accepted(states)).toBe(6);
  expect(limits.backend).toBe("local");
  expect(limits.trips).toBe(1);
  // Not a promise: nobody waits.
  expect(spend(keyId)).toMatchObject({ refused: true, remaining: 0 });
  expect(limits.fallbacks).toBe(51);

  server.resume();
  await until(() => limits.backend === "redis");
  expect((await spend(keyId)).refused).toBe(true);
  expect(limits.fallbacks).toBe(51);
  expect(said).toHaveLength(3);
});

test("Redis hangs: a team's account goes on with its keys' here, from what both had let pass", async () => {
  const server = await startServer();
  const { limits } = await open(server.url);
  const team = { id: randomUUID(), policy: { limit: 12, windowSeconds: 3_600 } };
  const [one, two] = [randomUUID(), randomUUID()];
  const spend = (keyId: string) => limits.spend(keyId, POLICY, 1, Date.now(), team);
  for (let i = 0; i < 4; i++) await spend(one);

  server.pause();
  const states = await Promise.all(Array.from({ length: 20 }, () => spend(one)));
  expect(accepted(states)).toBe(6);
  expect(limits.backend).toBe("local");
  expect([spend(two), spend(two), spend(two)]).toMatchObject([
    { account: "team", refused: false, remaining: 1 },
    { account: "team", refused: false, remaining: 0 },
    { account: "team", refused: true, limit: 12 },
  ]);
  expect(limits.peek(two, POLICY, Date.now())).toMatchObject({ account: "key", remaining: 8 });
});

test("Redis killed during calls: every call is answered, and a new Redis on the same address counts again", async () => {
  const server = await startServer();
  const { limits, spend } = await open(server.url);
  let asked = 0;
  let answered = 0;
  let isDone = false;
  const callers = Array.from({ length: 20 }, async () => {
    while (!isDone) {
      asked++;
      await spend(randomUUID());
      answered++;
      await pause(1);
    }
  });
  await until(() => answered > 200);
  await server.kill();
  await until(() => limits.backend === "local");
  const atDeath = answered;
  await until(() => answered > atDeath + 200);
  await server.restart();
  await until(() => limits.backend === "redis");
  const { fallbacks } = limits;
  const atReturn = answered;
  await until(() => answered > atReturn + 200);
  isDone = true;
  await Promise.all(callers);
  expect(answered).toBe(asked);
  expect(limits.fallbacks).toBe(fallbacks);
});

test("Redis down at the start: limits count here, and there once it is up", async () => {
  const port = await freePort();
  const { limits, said, spend } = await open(`redis://127.0.0.1:${port}`);
  expect(limits.backend).toBe("local");
  expect(limits.trips).toBe(0);
  const keyId = randomUUID();
  expect(accepted(await Promise.all(Array.from({ length: 12 }, () => spend(keyId))))).toBe(10);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`ECONNREFUSED 127.0.0.1:${port}`);
  await startServer({ port });
  await until(() => limits.backend === "redis");
});

test("something that accepts and never answers holds nobody up, neither the start nor a call, whatever is asked of it", async () => {
  const server = createServer((socket) => socket.on("error", () => {}));
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  const { port } = server.address() as { port: number };
  const { limits, spend } = await open(`redis://:secret@127.0.0.1:${port}/2`);
  expect(limits.backend).toBe("local");
  for (let i = 0; i < 1_000; i++) expect(spend(randomUUID())).toMatchObject({ refused: false });
  // It is given up and tried anew, patiently.
  await until(() => connections > 1);
  expect(connections).toBe(2);
});

test("a network that swallows everything: the connection is replaced when it heals", async () => {
  const server = await startServer();
  const proxy = await startCuttableProxy({ host: "127.0.0.1", port: server.port });
  ends.push(() => proxy.close());
  const { limits, spend } = await open(`redis://127.0.0.1:${proxy.port}`);
  expect(limits.backend).toBe("redis");
  proxy.hang();
  await spend(randomUUID());
  expect(limits.backend).toBe("local");
  proxy.mend();
  await until(() => limits.backend === "redis");
  proxy.cut();
  await until(() => limits.backend === "local");
  proxy.mend();
  await until(() => limits.backend === "redis");
});

test("a Redis that answers what is asked and cannot count is trouble: calls are answered here", async () => {
  const server = await startServer({ settings: ["--maxmemory", "1", "--maxmemory-policy", "noeviction"] });
  const { limits, said, spend } = await open(server.url);
  expect(limits.backend).toBe("local");
  expect(said[0]).toContain("OOM");
  expect(await spend(randomUUID())).toMatchObject({ refused: false, remaining: 9 });
});

test("password and database of the URL are used, and a wrong password is in no message", async () => {
  const server = await startServer({ settings: ["--requirepass", "right-secret"] });
  const right = await open(`redis://:right-secret@127.0.0.1:${server.port}/3`);
  expect(right.limits.backend).toBe("redis");
  const wrong = await open(`redis://:wrong-secret@127.0.0.1:${server.port}/3`);
  expect(wrong.limits.backend).toBe("local");
  expect(wrong.said[0]).toContain("WRONGPASS");
  expect(wrong.said.join()).not.toContain("wrong-secret");
});
