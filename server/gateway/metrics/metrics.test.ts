import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { startTestGateway, type TestGateway } from "../../testing/start-test-gateway";
import { GatewayMetrics, type MetricSources } from "./metrics";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const ask = (headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${gateway.url}/metrics`, { method, headers });

const quiet: MetricSources = {
  spool: { bytes: () => 0, mostBytes: 4_096, oldestMs: () => 0, lost: () => 0 },
  cachedKeys: () => 0,
  invalidations: { isListening: true, lagMs: 0, pollAgeMs: 0, isHealthy: true },
  limiter: () => ({ backend: "memory", fallbacks: 0 }),
  isDraining: () => false,
};

/** Every line of the text: name with labels → value. */
const read = (text: string): Map<string, number> =>
  new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );

test("metrics are for callers of this machine and for service tokens, and a proxy here makes nobody a local caller", async () => {
  const local = await ask();
  expect([local.status, local.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  expect(await local.text()).toContain("\nlatchkey_ready 1\n");
  for (const header of ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"]) {
    const refused = await ask({ [header]: "127.0.0.1" });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, expect.stringMatching(/^Bearer/)]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect((await ask({ [header]: "127.0.0.1", Authorization: `Bearer ${gateway.token}` })).status).toBe(200);
  }
  expect((await ask({ "X-Forwarded-For": "127.0.0.1", Authorization: "Bearer lk_service_wrong" })).status).toBe(401);
  expect((await ask({}, "POST")).status).toBe(405);
});

test("what was answered is counted by outcome, and its time by bucket, up to the last and beyond", async () => {
  const metrics = new GatewayMetrics(quiet);
  for (const seconds of [0.00005, 0.00006, 0.0004, 0.9, 7]) metrics.verified("VALID", seconds);
  metrics.verified("RATE_LIMITED", 0.0001);
  metrics.cacheLookup(true);
  metrics.cacheLookup(true);
  metrics.cacheLookup(false);
  metrics.failed(503);
  metrics.throttled();
  const seen = read(await metrics.text());
  const bucket = (le: string) => seen.get(`latchkey_verification_duration_seconds_bucket{le="${le}"}`);
  expect(["0.00005", "0.0001", "0.0003", "0.0005", "1", "+Inf"].map(bucket)).toEqual([1, 3, 3, 4, 5, 6]);
  expect(seen.get("latchkey_verification_duration_seconds_count")).toBe(6);
  expect(seen.get("latchkey_verification_duration_seconds_sum")).toBeCloseTo(7.90061, 6);
  expect(seen.get('latchkey_verifications_total{code="VALID"}')).toBe(5);
  expect(seen.get('latchkey_verifications_total{code="RATE_LIMITED"}')).toBe(1);
  expect(seen.get('latchkey_verifications_total{code="REVOKED"}')).toBe(0);
  expect(seen.get('latchkey_key_cache_lookups_total{result="hit"}')).toBe(2);
  expect(seen.get('latchkey_key_cache_lookups_total{result="miss"}')).toBe(1);
  expect(seen.get('latchkey_errors_total{status="503"}')).toBe(1);
  expect(seen.get("latchkey_failed_attempts_throttled_total")).toBe(1);
  // Read again, nothing has been counted twice.
  expect(read(await metrics.text()).get('latchkey_verifications_total{code="VALID"}')).toBe(5);
});

test("what is kept, lost, heard and counted elsewhere is shown as it is at the time of asking", async () => {
  const sources = {
    ...quiet,
    spool: { bytes: () => 1_234, mostBytes: 4_096, oldestMs: () => 4_500, lost: () => 17 },
    cachedKeys: () => 99,
    invalidations: { isListening: false, lagMs: 250, pollAgeMs: 1_500, isHealthy: false },
    limiter: () => ({ backend: "local" as const, fallbacks: 3 }),
    isDraining: () => true,
  };
  const metrics = new GatewayMetrics(sources);
  const seen = read(await metrics.text());
  expect(
    Object.fromEntries([...seen].filter(([name]) => /spool|lost|cache_keys|invalid|limiter|ready|drain/.test(name))),
  ).toEqual({
    latchkey_spool_bytes: 1_234,
    latchkey_spool_limit_bytes: 4_096,
    latchkey_spool_oldest_seconds: 4.5,
    latchkey_usage_lost_total: 17,
    latchkey_key_cache_keys: 99,
    latchkey_invalidation_listener_up: 0,
    latchkey_invalidation_lag_seconds: 0.25,
    latchkey_invalidation_poll_age_seconds: 1.5,
    'latchkey_limiter_backend{backend="memory"}': 0,
    'latchkey_limiter_backend{backend="redis"}': 0,
    'latchkey_limiter_backend{backend="local"}': 1,
    latchkey_limiter_fallbacks_total: 3,
    latchkey_ready: 0,
    latchkey_draining: 1,
  });
});

test("the process is measured too: memory, CPU, event loop, garbage collection", async () => {
  const text = await new GatewayMetrics(quiet).text();
  for (const name of [
    "process_resident_memory_bytes",
    "process_cpu_seconds_total",
    "nodejs_eventloop_lag_p99_seconds",
  ]) {
    expect(text).toContain(`\n${name} `);
  }
});

test("the lag of key changes is how long the gateway's own notification took to come back", async () => {
  let aheadMs = 0;
  const restoreClock = setClock(() => Date.now() + aheadMs);
  const query = pg.Client.prototype.query;
  const slow = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    // The ping has been begun, and 400 ms pass before it is on its way.
    if (String(args[0]).includes("pg_notify")) aheadMs += 400;
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as never);
  const { invalidations } = gateway.gateway;
  const settled = { timeout: 10_000, interval: 5 };
  await vi.waitFor(() => expect(invalidations.lagMs).toBeGreaterThanOrEqual(400), settled);
  // Not only while it is under way: until the next one has come back.
  for (let i = 0; i < 50; i++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(invalidations.lagMs).toBeGreaterThanOrEqual(400);
  }
  slow.mockRestore();
  await vi.waitFor(() => expect(invalidations.lagMs).toBeLessThan(400), settled);
  expect(invalidations.isListening).toBe(true);
  restoreClock();
});
