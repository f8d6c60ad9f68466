import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { heardByGateways } from "./heard-by-gateways";
import { pool } from "./pool";

beforeEach(() => pool().query("DELETE FROM gateways"));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const HEARING = "application_name = 'latchkey acknowledgements' AND datname = current_database()";

/** A gateway that hears barriers and answers when the test says so. */
async function fakeGateway() {
  const id = newId();
  await pool().query("INSERT INTO gateways (id) VALUES ($1)", [id]);
  const client = await pool().connect();
  await client.query("LISTEN latchkey");
  let hear = (_: string): void => {};
  const barrier = new Promise<string>((resolve) => {
    hear = resolve;
  });
  client.on("notification", ({ payload }) => hear(payload?.split(":")[1] ?? ""));
  return {
    id,
    barrier,
    acknowledge: async (as = id) => client.query("SELECT pg_notify('latchkey_ack', $1)", [`${await barrier}:${as}`]),
    leave: () => client.release(true),
  };
}

/** Whether the promise has settled by now, after all that is already on its way has been let through. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => {
    settled = true;
  });
  await pool().query("SELECT 1");
  await pool().query("SELECT 1");
  return settled;
}

test("with no gateway up there is nobody to wait for", async () => {
  await pool().query("INSERT INTO gateways (id, seen_at) VALUES ($1, now() - interval '10 seconds')", [newId()]);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  await heardByGateways();
});

test("it waits for every gateway that is up, and for no other", async () => {
  const [one, two] = [await fakeGateway(), await fakeGateway()];
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const heard = heardByGateways();
  await one.acknowledge();
  await two.acknowledge(newId());
  expect(await isSettled(heard)).toBe(false);
  await two.acknowledge();
  await heard;
  one.leave();
  two.leave();
});

test("a gateway that never answers holds it up for a second at most", async () => {
  const silent = await fakeGateway();
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const heard = heardByGateways();
  await silent.barrier;
  expect(await isSettled(heard)).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  await heard;
  silent.leave();
});

test("it never rejects: an unreachable database costs at most the second", async () => {
  vi.spyOn(pool(), "query").mockImplementation(() => Promise.reject(new Error("connection refused")));
  await expect(heardByGateways()).resolves.toBe(false);
});

test("it listens again after its connection was terminated", async () => {
  await heardByGateways();
  await pool().query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${HEARING}`);
  await vi.waitFor(async () => {
    const gateway = await fakeGateway();
    try {
      const heard = heardByGateways();
      const answered = gateway.acknowledge();
      await heard;
      await answered;
      const { rows } = await pool().query(`SELECT 1 FROM pg_stat_activity WHERE ${HEARING}`);
      expect(rows).toHaveLength(1);
    } finally {
      gateway.leave();
    }
  });
});
