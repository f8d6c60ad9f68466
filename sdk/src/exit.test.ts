import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertKey } from "@/lib/testing/insert-key";
import { startTestGateway, type TestGateway } from "../../server/testing/start-test-gateway";
import { deadAddress, startLossyWay } from "./testing/start-stub.js";

const folder = mkdtempSync(join(tmpdir(), "latchkey-sdk-"));
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  await build({
    entryPoints: [join(import.meta.dirname, "create-latchkey.ts")],
    outfile: join(folder, "latchkey.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A process that asks about a key once, reports once, and has nothing else to do. */
async function runProcess(gatewayUrl: string, options: object = {}) {
  const key = await insertKey();
  const file = join(folder, `${key.secretId}.mjs`);
  const event = { keyId: key.shownKeyId, secretId: key.secretId, status: 200, latencyMs: 1 };
  const given = { gatewayUrl, serviceToken: gateway.token, ...options };
  writeFileSync(
    file,
    `import { createLatchkey } from "./latchkey.mjs";
     const latchkey = createLatchkey(${JSON.stringify(given)});
     for (let i = 0; i < 3; i++) process.stdout.write((await latchkey.verify({ key: "${key.plaintext}" })).code + " ");
     latchkey.report(${JSON.stringify(event)});`,
  );
  const startedAt = performance.now();
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 });
  const reported = gateway.spool.reports.filter(({ events }) => events.some(({ keyId }) => keyId === key.keyId));
  const verified = gateway.spool.verifications.filter(({ keyId }) => keyId === key.keyId);
  return { stdout, stderr, reported, verified, tookMs: performance.now() - startedAt };
}

test("a process ends by itself, after its last reports and the calls that its cache answered", async () => {
  const { stdout, stderr, reported, verified } = await runProcess(gateway.url, { cacheMs: 2_000 });
  expect(stdout).toBe("VALID VALID VALID ");
  expect(stderr).toBe("");
  expect(reported).toHaveLength(1);
  expect(verified).toHaveLength(3);
});

test("a lost answer at the end is made up for, and counts once", async () => {
  const way = await startLossyWay(gateway.url);
  way.losesAnswers = 1;
  const { reported, stderr } = await runProcess(way.url);
  expect(reported).toHaveLength(2);
  expect(new Set(reported.map(({ batchId }) => batchId)).size).toBe(1);
  expect(stderr).not.toContain("lost");
  await way.close();
});

test("an unreachable gateway is a warning, no failure, and keeps no process alive", async () => {
  const { stdout, stderr, tookMs } = await runProcess(await deadAddress());
  expect(stdout).toBe("UNAVAILABLE UNAVAILABLE UNAVAILABLE ");
  expect(stderr).toContain("LatchkeyWarning");
  expect(stderr).toContain("ECONNREFUSED");
  expect(tookMs).toBeLessThan(8_000);
});
