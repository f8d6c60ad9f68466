import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { counted, makeCaller, report, storeCaller, verification } from "@/lib/testing/usage";
import { flushSegment } from "./flush-segment";
import { USAGE_CODES } from "./outcome";
import { quantile } from "./sketch";
import { reportLine, verificationLine } from "./spool-line";

const at = Date.parse("2026-11-23T12:34:56.789Z");
const segment = (...lines: string[]) => Buffer.from(lines.join(""));
const lastUse = async (secretId: string) =>
  (await pool().query("SELECT * FROM secret_last_uses WHERE public_id = $1", [secretId])).rows[0];

test("a segment replayed, and flushed by several at the same time, is counted once", async () => {
  const caller = makeCaller();
  const id = newId();
  const content = segment(...Array.from({ length: 50 }, (_, i) => verificationLine(verification(caller, at + i))));
  const results = await Promise.all(Array.from({ length: 8 }, () => flushSegment(id, content)));
  expect(results.filter((result) => result.counted)).toHaveLength(1);
  expect((await flushSegment(id, content)).counted).toBe(false);
  expect(await counted(caller.teamId)).toEqual({ verifications: 50, responses: 0 });
});

test("every outcome lands in its own column of its own minute", async () => {
  const caller = makeCaller();
  const lines = USAGE_CODES.flatMap((code, i) =>
    Array.from({ length: i + 1 }, () => verificationLine(verification(caller, at, { code }))),
  );
  await flushSegment(newId(), segment(...lines, verificationLine(verification(caller, at + 60_000))));
  const { rows } = await pool().query("SELECT * FROM usage_minutes WHERE key_id = $1 ORDER BY bucket", [caller.keyId]);
  expect(rows).toMatchObject([
    {
      bucket: new Date("2026-11-23T12:34:00Z"),
      rolled: false,
      environment: "live",
      allowed: "1",
      expired: "2",
      revoked: "3",
      disabled: "4",
      ip_forbidden: "5",
      insufficient_scope: "6",
      environment_mismatch: "7",
      rate_limited: "8",
    },
    { bucket: new Date("2026-11-23T12:35:00Z"), allowed: "1", expired: "0" },
  ]);
});

test("a torn last line was never answered for and is left out, a foreign line holds nothing up", async () => {
  const caller = makeCaller();
  const line = verificationLine(verification(caller, at));
  const content = segment(line, "something else\n", line, line.slice(0, -7));
  expect(await flushSegment(newId(), content)).toEqual({ counted: true, unreadable: 1 });
  expect(await counted(caller.teamId)).toEqual({ verifications: 2, responses: 0 });
});

test("a batch counts once, within a segment, across segments and with several gateways at once", async () => {
  const caller = makeCaller();
  const line = reportLine({ batchId: newId(), events: [report(caller, at), report(caller, at, { status: 503 })] });
  await Promise.all(Array.from({ length: 6 }, () => flushSegment(newId(), segment(line, line))));
  expect(await counted(caller.teamId)).toEqual({ verifications: 0, responses: 2 });
});

test("reported latencies come back as p50, p95 and p99 within 2 %", async () => {
  const caller = makeCaller();
  const latencies = Array.from({ length: 1_000 }, (_, i) => (i + 1) * 0.75);
  const events = latencies.map((latencyMs) => report(caller, at, { latencyMs }));
  await flushSegment(newId(), segment(reportLine({ batchId: newId(), events })));
  const { rows } = await pool().query("SELECT latency FROM usage_minutes WHERE key_id = $1", [caller.keyId]);
  const sketch = rows[0].latency.map(Number);
  for (const [q, exact] of [
    [0.5, 375],
    [0.95, 712.5],
    [0.99, 742.5],
  ] as const) {
    expect(Math.abs((quantile(sketch, q) ?? 0) - exact) / exact).toBeLessThan(0.02);
  }
});

test("the latest use of a secret wins, with caller and country, whatever order segments come in", async () => {
  const caller = makeCaller();
  await storeCaller(caller);
  const late = verification(caller, at + 5_000, { ip: "8.8.8.8", userAgent: "curl/8\n\tV tricky", code: "REVOKED" });
  await flushSegment(newId(), segment(verificationLine(late), verificationLine(verification(caller, at))));
  await flushSegment(newId(), segment(verificationLine(verification(caller, at + 1_000, { ip: "10.0.0.1" }))));
  expect(await lastUse(caller.secretId)).toMatchObject({
    at: new Date(at + 5_000),
    ip: "8.8.8.8",
    country: "US",
    user_agent: "curl/8  V tricky",
  });
});

test("a secret that is gone has no last use, and its usage is counted all the same", async () => {
  const caller = makeCaller();
  await flushSegment(newId(), segment(verificationLine(verification(caller, at, { ip: "8.8.8.8" }))));
  expect(await lastUse(caller.secretId)).toBeUndefined();
  expect(await counted(caller.teamId)).toEqual({ verifications: 1, responses: 0 });
});

test("segments that share rows do not wait for each other for ever", async () => {
  const team = makeCaller().teamId;
  const callers = Array.from({ length: 40 }, () => makeCaller({ teamId: team }));
  await Promise.all(
    Array.from({ length: 24 }, (_, i) => {
      const order = i % 2 === 0 ? callers : [...callers].reverse();
      return flushSegment(newId(), segment(...order.map((caller) => verificationLine(verification(caller, at)))));
    }),
  );
  expect(await counted(team)).toEqual({ verifications: 24 * 40, responses: 0 });
});
