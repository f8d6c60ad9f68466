import { execFileSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import type { RevealedKey } from "@/lib/keys/view";
import { send, type Verified } from "./support/http";
import { type Instance, startInstance } from "./support/instance";

type Bootstrapped = { serviceToken: string; accessToken: string };

let instance: Instance;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  instance = await startInstance();
});
test.afterAll(async () => {
  expect(await instance.stop()).toBe(0);
});

/** The gateway's process, among the descendants of this instance: found by the system, not by what the product says. */
function gatewayPid(): number {
  const processes = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const parsed = processes.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)?.slice(1) ?? []);
  const gateway = parsed.find(
    ([, parent, command]) => Number(parent) === instance.pid && command?.includes("gateway.mjs"),
  );
  if (!gateway) throw new Error("no gateway runs");
  return Number(gateway[0]);
}

test("kill -9 of the gateway under load: every answered verification is in the totals, none twice", async () => {
  test.setTimeout(120_000);
  const { serviceToken, accessToken } = await instance.admin<Bootstrapped>(
    ...["bootstrap", "--email", "ops@example.com", "--password", "correct horse battery staple", "--team", "Acme"],
  );
  const created = await send<RevealedKey>("POST", `${instance.dashboard}/api/v1/keys`, accessToken, {
    label: "Under load",
    environment: "live",
    scopes: ["read"],
    rateLimit: { limit: 1_000_000, windowSeconds: 60 },
  });
  const { key, secret } = created.body;
  let answered = 0;
  let unanswered = 0;
  let running = true;
  const caller = async (): Promise<void> => {
    while (running) {
      try {
        const answer = await send<Verified>("POST", `${instance.gateway}/v1/verify`, serviceToken, { key: secret });
        if (answer.body.valid) answered++;
      } catch {
        // The connection broke: the gateway may or may not have counted it, and nobody was answered.
        unanswered++;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const callers = Array.from({ length: 24 }, caller);
  for (let kill = 1; kill <= 3; kill++) {
    const before = answered;
    await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(before + 1_500);
    process.kill(gatewayPid(), "SIGKILL");
  }
  const before = answered;
  await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(before + 1_500);
  running = false;
  await Promise.all(callers);

  const counted = () => instance.requestsOf(key.id);
  await expect.poll(counted, { timeout: 20_000 }).toBeGreaterThanOrEqual(answered);
  // What broke off unanswered was counted at most once each; at rest the number stands still.
  const settled = await counted();
  expect(settled).toBeLessThanOrEqual(answered + unanswered);
  await expect.poll(() => instance.spooledSegments(), { timeout: 20_000 }).toBe(0);
  expect(await counted()).toBe(settled);
  console.log(`answered ${answered}, broken off ${unanswered}, counted ${settled}`);
});
