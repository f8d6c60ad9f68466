import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { openSpool, type Spool } from "@/lib/usage/spool/spool";
import { type CuttableProxy, startCuttableProxy } from "../../testing/cuttable-proxy";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway";

const BOUND = 16 * 1024;
let proxy: CuttableProxy;
let folder: string;
let spool: Spool;
let gateway: TestGateway;
let key: InsertedKey;
let aheadMs = 0;
const troubles: string[] = [];
const restoreClock = setClock(() => Date.now() + aheadMs);

beforeAll(async () => {
  const database = new URL(process.env.DATABASE_URL as string);
  proxy = await startCuttableProxy({ host: database.hostname, port: Number(database.port) });
  database.port = String(proxy.port);
  process.env.DATABASE_URL = database.href;
  folder = mkdtempSync(join(tmpdir(), "latchkey-spool-"));
  spool = openSpool({
    folder,
    mostBytes: BOUND,
    flushEveryMs: 20,
    onTrouble: (what, error) => troubles.push(`${what} ${error instanceof Error ? error.message : ""}`),
  });
  gateway = await startTestGateway({ spool });
  key = await insertKey({ limit: 1_000_000 });
});
afterAll(async () => {
  await gateway.close();
  await proxy.close();
  restoreClock();
  rmSync(folder, { recursive: true, force: true });
});

let answered = 0;
async function verify(count: number): Promise<void> {
  const answers = await Promise.all(Array.from({ length: count }, () => gateway.verify(key.plaintext)));
  answered += answers.filter(({ code }) => code === "VALID").length;
}
const report = async (): Promise<number> => {
  const event = {
    keyId: key.shownKeyId,
    secretId: key.secretId,
    at: new Date().toISOString(),
    status: 200,
    latencyMs: 1,
  };
  return (await gateway.post("/v1/usage", { batchId: newId(), events: [event] })).status;
};
const countedInDatabase = async (): Promise<{ verifications: number; reports: number }> => {
  const { pool } = await import("@/lib/db/pool");
  const { rows } = await pool().query(
    "SELECT coalesce(sum(allowed), 0)::int AS verifications, coalesce(sum(status_2xx), 0)::int AS reports FROM usage_minutes WHERE key_id = $1",
    [key.keyId],
  );
  return rows[0];
};
const shown = async (name: string): Promise<number> => {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
};

test("beyond its bound the spool loses counts and says so, never an answer, and what is answered is counted or lost, exactly", async () => {
  await verify(10);
  await vi.waitFor(() => expect(spool.bytes()).toBe(0), { timeout: 10_000 });
  proxy.cut();
  let batches = 0;
  while (spool.lost() === 0) {
    await verify(25);
    expect(batches++).toBeLessThan(50);
  }
  await verify(40);
  expect(answered).toBe(10 + batches * 25 + 40);
  expect(spool.bytes()).toBeLessThanOrEqual(BOUND);
  expect(spool.bytes()).toBeGreaterThan(BOUND / 2);
  expect(await report()).toBe(503);
  const lost = spool.lost();
  expect(lost).toBeGreaterThanOrEqual(40);
  expect(await shown("latchkey_usage_lost_total")).toBe(lost);
  expect(await shown("latchkey_spool_bytes")).toBe(spool.bytes());
  expect(await shown('latchkey_errors_total\\{status="503"\\}')).toBe(1);
  // Said at most once a second, with how many and what to do.
  aheadMs += 2_000;
  await verify(1);
  const said = new RegExp(`not counted so far: ${lost + 1}\\..*USAGE_SPOOL_MAX_MIB`);
  expect(troubles).toContainEqual(expect.stringMatching(said));

  proxy.mend();
  await vi.waitFor(
    async () => {
      aheadMs += 1_000;
      expect(spool.bytes()).toBe(0);
    },
    { timeout: 20_000 },
  );
  await vi.waitFor(async () => expect((await gateway.verify({ key: key.plaintext, cost: 0 })).code).toBe("VALID"));
  answered++;
  await verify(25);
  expect(await report()).toBe(202);
  await spool.flush();
  expect(spool.lost()).toBe(lost + 1);
  expect(await countedInDatabase()).toEqual({ verifications: answered - spool.lost(), reports: 1 });
});
