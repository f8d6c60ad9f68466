import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { freePort } from "@/server/testing/free-port";
import { startRedis, type TestRedis } from "@/server/testing/start-redis";
import { testWithRedis as test } from "@/server/testing/test-with-redis";
import { SharedLimits } from "./shared-limits";

vi.setConfig({ testTimeout: 60_000 });

const SLOTS = 16_384;
const POLICY = { limit: 10, windowSeconds: 3_600 };

let nodes: TestRedis[];
const opened: SharedLimits[] = [];

/** Three nodes without replicas, as `redis-cli --cluster create` would join them. */
beforeAll(async () => {
  const buses: number[] = [];
  nodes = [];
  for (let i = 0; i < 3; i++) {
    const bus = await freePort();
    buses.push(bus);
    const settings = ["--cluster-enabled", "yes", "--cluster-port", `${bus}`, "--cluster-node-timeout", "1000"];
    nodes.push(await startRedis({ settings: [...settings, "--requirepass", "cluster-secret"] }));
  }
  const admins = nodes.map(({ url }) => new Redis(url, { password: "cluster-secret" }));
  for (const [i, admin] of admins.entries()) {
    const from = Math.floor((SLOTS * i) / 3);
    await admin.call("cluster", "addslotsrange", from, Math.floor((SLOTS * (i + 1)) / 3) - 1);
    await admin.call("cluster", "meet", "127.0.0.1", (nodes[0] as TestRedis).port, buses[0] as number);
  }
  for (const admin of admins) {
    while (!/cluster_state:ok[\s\S]*cluster_known_nodes:3/.test((await admin.call("cluster", "info")) as string)) {
      await pause(20);
    }
    admin.disconnect();
  }
});
afterAll(async () => {
  for (const limits of opened) limits.close();
  for (const node of nodes ?? []) await node.stop();
});

async function open(deadlineMs?: number): Promise<SharedLimits> {
  const url = nodes.slice(0, 2).map(({ port }) => `redis://:cluster-secret@127.0.0.1:${port}`);
  const limits = await SharedLimits.open({
    url: url.join(","),
    deadlineMs,
    onChange: () => {},
  });
  opened.push(limits);
  await until(() => limits.backend === "redis");
  return limits;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10);
}

test("on a cluster of three nodes two gateways let exactly the limit of each of many keys pass", async () => {
  const gateways = [await open(20_000), await open(20_000)] as const;
  const keys = Array.from({ length: 60 }, () => randomUUID());
  const passed = new Map<string, number>();
  await Promise.all(
    Array.from({ length: 1_200 }, async (_, i) => {
      const keyId = keys[i % keys.length] as string;
      const { refused } = await (gateways[Math.floor(i / keys.length) % 2] as SharedLimits).spend(
        keyId,
        POLICY,
        1,
        Date.now(),
      );
      if (!refused) passed.set(keyId, (passed.get(keyId) ?? 0) + 1);
    }),
  );
  expect([...passed.values()]).toEqual(keys.map(() => 10));
  expect(gateways.map(({ fallbacks }) => fallbacks)).toEqual([0, 0]);
});

test("on a cluster a team's account and its keys' are on one node: both hold exactly, for each of many teams", async () => {
  const gateways = [await open(20_000), await open(20_000)] as const;
  const teams = Array.from({ length: 20 }, () => ({
    id: randomUUID(),
    policy: { ...POLICY, limit: 15 },
    keys: [randomUUID(), randomUUID()],
    passed: [0, 0],
  }));
  await Promise.all(
    Array.from({ length: 1_200 }, async (_, i) => {
      const team = teams[i % teams.length] as (typeof teams)[number];
      const key = Math.floor(i / teams.length) % 2;
      const gateway = gateways[Math.floor(i / teams.length / 2) % 2] as SharedLimits;
      const { refused } = await gateway.spend(team.keys[key] as string, POLICY, 1, Date.now(), team);
      if (!refused) team.passed[key] = (team.passed[key] as number) + 1;
    }),
  );
  for (const { passed } of teams) {
    expect((passed[0] as number) + (passed[1] as number)).toBe(15);
    expect(Math.max(...passed)).toBeLessThanOrEqual(10);
  }
  expect(gateways.map(({ fallbacks }) => fallbacks)).toEqual([0, 0]);
});

test("a node that hangs or dies holds nobody up, and the cluster counts again when it is back", async () => {
  const limits = await open();
  const node = nodes[2] as TestRedis;
  const keys = Array.from({ length: 40 }, () => randomUUID());
  node.pause();
  await Promise.all(keys.map((keyId) => limits.spend(keyId, POLICY, 1, Date.now())));
  expect(limits.backend).toBe("local");
  node.resume();
  await untilAllCountThere(limits, keys);
  await node.kill();
  await Promise.all(keys.map((keyId) => limits.spend(keyId, POLICY, 1, Date.now())));
  expect(limits.backend).toBe("local");
  await node.restart();
  await untilAllCountThere(limits, keys);
});

/** What answers first is one node: until every key is counted in the cluster again. */
async function untilAllCountThere(limits: SharedLimits, keys: string[]): Promise<void> {
  for (let fallbacks = -1; fallbacks !== limits.fallbacks; await pause(20)) {
    fallbacks = limits.fallbacks;
    await Promise.all(keys.map((keyId) => limits.peek(keyId, POLICY, Date.now())));
  }
}
