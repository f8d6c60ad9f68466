import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { RevealedKey } from "@/lib/keys/view";
import { type Problem, send } from "./support/http";
import { OPS, type ScriptedInstance, test } from "./support/shared-instance";
import { visit } from "./support/visit";

let instance: ScriptedInstance;
let tokens: { serviceToken: string; accessToken: string };
test.beforeAll(({ scripted }) => {
  instance = scripted;
  tokens = scripted.made;
});

const create = async (): Promise<RevealedKey> => {
  const input = { label: "Reported", environment: "live", scopes: ["read"] };
  return (await send<RevealedKey>("POST", `${instance.dashboard}/api/v1/keys`, tokens.accessToken, input)).body;
};
const report = <T>(body: unknown) => send<T>("POST", `${instance.gateway}/v1/usage`, tokens.serviceToken, body);

/** 1,000 latencies with a long tail, the same every time: a lognormal by its quantiles, shuffled. */
function knownLatencies(): number[] {
  const quantile = (p: number): number => {
    // Inverse of the normal distribution (Acklam's central approximation is enough for test material).
    const q = p - 0.5;
    const r = q * q;
    return (
      (q * (2.506628 - 18.61500062529 * r + 41.39119773534 * r * r - 25.44106049637 * r ** 3)) /
      (1 - 8.4735109309 * r + 23.08336743743 * r * r - 21.06224101826 * r ** 3 + 3.13082909833 * r ** 4)
    );
  };
  const sorted = Array.from({ length: 1_000 }, (_, i) => Math.exp(5 + 0.6 * quantile((i + 0.5) / 1_000)));
  return sorted.map((_, i) => sorted[(i * 377) % 1_000] as number);
}

const exact = (latencies: number[], q: number): number =>
  [...latencies].sort((a, b) => a - b)[Math.ceil(q * latencies.length) - 1] as number;

test("1,000 usage reports: the page's p50, p95 and p99 are within 2 % of the exact ones, and a batch sent twice counts once", async ({
  page,
}) => {
  const { key } = await create();
  const latencies = knownLatencies();
  expect(new Set(latencies).size).toBe(1_000);
  const events = latencies.map((latencyMs, i) => ({
    keyId: key.id,
    secretId: key.secrets[0]?.id,
    at: new Date(Date.now() - (i % 50) * 1_000).toISOString(),
    status: i % 100 === 0 ? 500 : i % 25 === 0 ? 404 : 200,
    latencyMs,
    method: "GET",
    route: "/v1/charges/{id}",
  }));
  const batches = [0, 250, 500, 750].map((from) => ({ batchId: randomUUID(), events: events.slice(from, from + 250) }));
  for (const batch of [...batches, ...batches]) {
    const answer = await report<{ accepted: number }>(batch);
    expect([answer.status, answer.body.accepted]).toEqual([202, 250]);
  }

  await visit(page, `${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(OPS.email);
  await page.getByRole("textbox", { name: "Password" }).fill(OPS.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
  const tile = page.locator("dt", { hasText: /^Latency p95$/ }).locator("xpath=..");
  const errors = page.locator("dt", { hasText: /^Failed responses$/ }).locator("xpath=..");
  await expect(async () => {
    await visit(page, `${instance.dashboard}/acme/keys/${key.id}?range=1h`);
    await expect(errors).toContainText("30 4xx · 10 5xx", { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });

  const text = (await tile.textContent()) ?? "";
  const shown = (pattern: RegExp): number => {
    const [, number, unit] = pattern.exec(text) ?? [];
    return Number(number?.replace(",", "")) * (unit === "s" ? 1_000 : 1);
  };
  const figures = {
    p50: shown(/p50\s([\d.,]+)\s(ms|s)/),
    p95: shown(/Latency p95([\d.,]+)\s(ms|s)/),
    p99: shown(/p99\s([\d.,]+)\s(ms|s)/),
  };
  for (const [name, q] of [
    ["p50", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const) {
    const off = Math.abs(figures[name] / exact(latencies, q) - 1);
    console.log(
      `${name}: page ${figures[name]} ms, exact ${exact(latencies, q).toFixed(1)} ms, off by ${(off * 100).toFixed(2)} %`,
    );
    expect(off, name).toBeLessThanOrEqual(0.02);
  }
});

test("a bad batch is refused whole, with the event's index, and nothing of it is counted", async () => {
  const { key } = await create();
  const good = { keyId: key.id, secretId: key.secrets[0]?.id, at: new Date().toISOString(), status: 200, latencyMs: 5 };
  const cases: [name: string, change: object, says: RegExp][] = [
    ["from the future", { at: new Date(Date.now() + 6 * 60_000).toISOString() }, /events\[1\].*at/],
    ["too old", { at: new Date(Date.now() - 8 * 86_400_000).toISOString() }, /events\[1\].*at/],
    ["negative latency", { latencyMs: -1 }, /events\[1\].*latencyMs/],
    ["unknown key", { keyId: "key_01jd0000000000000000000000" }, /events\[1\]/],
    ["unknown field", { color: "red" }, /color/],
  ];
  for (const [name, change, says] of cases) {
    const answer = await report<Problem>({ batchId: randomUUID(), events: [good, { ...good, ...change }] });
    expect(answer.status, name).toBe(400);
    expect(answer.body.detail, name).toMatch(says);
  }
  // Whatever else was being counted has been, and nothing of this.
  await expect.poll(() => instance.spooledSegments()).toBe(0);
  expect(await instance.requestsOf(key.id)).toBe(0);
});
