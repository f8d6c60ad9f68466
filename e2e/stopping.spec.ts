import { expect } from "@playwright/test";
import { pool } from "@/lib/db/pool";
import { insertKey } from "@/lib/testing/insert-key";
import { startCuttableProxy } from "../server/testing/cuttable-proxy";
import { test } from "./support/gateway-site";
import { send, type Verified } from "./support/http";

/** The time after which supervisors and orchestrators kill. */
const KILLED_AFTER_MS = 30_000;

const within = <T>(ms: number, work: Promise<T>): Promise<T | "too late"> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"too late">((resolve) => {
    timer = setTimeout(() => resolve("too late"), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

test("a gateway whose database hangs ends in order before it would be killed, and the next one counts what it answered", async ({
  site,
}) => {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const database = await startCuttableProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(database.port);
  const key = await insertKey();
  const ask = (gateway: { url: string }) =>
    send<Verified>("POST", `${gateway.url}/v1/verify`, site.serviceToken, { key: key.plaintext });
  const gateway = await site.startGateway({ DATABASE_URL: url.href });
  expect((await ask(gateway)).body.code).toBe("VALID");
  database.hang();
  for (let i = 0; i < 10; i++) {
    const { body } = await ask(gateway);
    expect(body.code, JSON.stringify(body)).toBe("VALID");
  }
  expect(await within(KILLED_AFTER_MS, gateway.stop())).toBe(0);
  await database.close();

  const next = await site.startGateway({}, gateway);
  const counted = async (): Promise<number> => {
    const sql = "SELECT coalesce(sum(allowed), 0)::int AS n FROM usage_minutes WHERE key_id = $1";
    return (await pool().query(sql, [key.keyId])).rows[0].n;
  };
  await expect.poll(counted).toBe(11);
  expect(await next.stop()).toBe(0);
});

test("a gateway that answers and has not reached its database yet stops in order", async ({ site }) => {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const database = await startCuttableProxy({ host: url.hostname, port: Number(url.port) });
  database.hang();
  url.port = String(database.port);
  const gateway = await site.startGateway({ DATABASE_URL: url.href }, undefined, "/healthz");
  expect(await within(KILLED_AFTER_MS, gateway.stop())).toBe(0);
  await database.close();
});

test("while it drains a gateway answers and says that it is not ready; a second signal ends the waiting", async ({
  site,
}) => {
  const gateway = await site.startGateway({ GATEWAY_DRAIN_SECONDS: "20" });
  const key = await insertKey();
  const stopped = gateway.stop();
  await expect.poll(async () => (await fetch(`${gateway.url}/readyz`)).status).toBe(503);
  const answer = await send<Verified>("POST", `${gateway.url}/v1/verify`, site.serviceToken, { key: key.plaintext });
  expect([answer.status, answer.body.code, answer.headers.get("connection")]).toEqual([200, "VALID", "close"]);
  expect(await within(KILLED_AFTER_MS / 2, gateway.stop("SIGINT"))).toBe(0);
  expect(await stopped).toBe(0);
});
