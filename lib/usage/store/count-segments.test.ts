import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { counted, flushSegment, makeCaller, report, storeCaller, verification } from "@/lib/testing/usage";
import { Detail } from "../detail";
import { USAGE_CODES } from "../outcome";
import { addEncodedSketches, quantile, type SketchBins } from "../sketch";
import type { Segment } from "../spool/segment";
import { reportLine, verificationLine } from "../spool/spool-line";
import { countSegments } from "./count-segments";

const at = Date.parse("2026-11-23T12:34:56.789Z");
const segment = (...lines: string[]) => Buffer.from(lines.join(""));
const latencyOf = async ({ keyId }: { keyId: string }): Promise<SketchBins> => {
  const bins: SketchBins = new Map();
  const { rows } = await pool().query("SELECT latency FROM usage_minutes WHERE key_id = $1", [keyId]);
  addEncodedSketches(bins, rows[0].latency);
  return bins;
};
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
  const sketch = await latencyOf(caller);
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

test("whatever a caller calls itself is kept as it is", async () => {
  for (const userAgent of ['say "hi" \\\\ {a,b}\\', "NULL", "naïve/1 (😀)"]) {
    const caller = makeCaller();
    await storeCaller(caller);
    await flushSegment(newId(), segment(verificationLine(verification(caller, at, { userAgent }))));
    expect(await lastUse(caller.secretId)).toMatchObject({ user_agent: userAgent, ip: null, country: null });
  }
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

test("of segments that come together each is counted once, whichever had been counted before", async () => {
  const caller = makeCaller();
  const line = verificationLine(verification(caller, at));
  const batch = reportLine({ batchId: newId(), events: [report(caller, at)] });
  const [first, second, third] = [segment(line, batch), segment(line, line, batch), segment(line.slice(1), line)].map(
    (content) => ({ id: newId(), content }),
  ) as [Segment, Segment, Segment];
  await countSegments([second]);
  expect(await countSegments([first, second, third])).toEqual([
    { counted: true, unreadable: 0 },
    { counted: false, unreadable: 0 },
    { counted: true, unreadable: 1 },
  ]);
  expect(await counted(caller.teamId)).toEqual({ verifications: 4, responses: 1 });
});

test("rows with and without latencies in one segment, new and known, keep theirs", async () => {
  const [quiet, slow] = [makeCaller(), makeCaller()];
  const both = () => [
    verificationLine(verification(quiet, at)),
    reportLine({ batchId: newId(), events: [report(slow, at, { latencyMs: 40 })] }),
  ];
  await flushSegment(newId(), segment(...both()));
  await flushSegment(newId(), segment(...both(), verificationLine(verification(slow, at))));
  expect([...(await latencyOf(quiet))]).toEqual([]);
  expect([...(await latencyOf(slow))]).toEqual([[expect.any(Number), 2]]);
});

test("what calls told of themselves lies beside the counts; a query string never does", async () => {
  const caller = makeCaller();
  const told = {
    ip: "8.8.8.8",
    userAgent: "curl/8",
    method: "GET",
    route: "/v1/charges?token=abc",
    scopes: ["read", "a b"],
  };
  const refused = verification(caller, at, { ...told, code: "INSUFFICIENT_SCOPE" });
  const events = [
    report(caller, at, { method: "GET", route: "/v1/charges", ip: "8.8.8.8", status: 503, latencyMs: 40.26 }),
    report(caller, at),
  ];
  await flushSegment(
    newId(),
    segment(
      verificationLine(verification(caller, at + 2_000, told)),
      verificationLine(refused),
      verificationLine(verification(caller, at)),
      reportLine({ batchId: newId(), events }),
    ),
  );
  const { rows } = await pool().query("SELECT detail FROM usage_detail_parts WHERE key_id = $1", [caller.keyId]);
  const detail = new Detail().addEncoded(rows[0].detail);
  const shown = (dimension: "route" | "caller" | "country" | "scope" | "status") =>
    detail
      .sorted(dimension)
      .map(([value, { requests, refused: no, responses, failed }]) => [value, requests, no, responses, failed]);
  expect(shown("route")).toEqual([
    ["GET /v1/charges", 2, 1, 1, 1],
    ["", 1, 0, 1, 0],
  ]);
  expect(shown("caller")).toEqual(
    [
      ["\t", 1, 0, 1, 0],
      ["8.8.8.8\tcurl/8", 2, 1, 0, 0],
      ["8.8.8.8\t", 0, 0, 1, 1],
    ].sort(
      (a, b) => Number(b[1]) + Number(b[3]) - Number(a[1]) - Number(a[3]) || (String(a[0]) < String(b[0]) ? -1 : 1),
    ),
  );
  expect(shown("country")).toEqual([
    ["US", 2, 1, 1, 1],
    ["", 1, 0, 1, 0],
  ]);
  expect(shown("scope")).toEqual([
    ["a", 2, 1, 0, 0],
    ["b", 2, 1, 0, 0],
    ["read", 2, 1, 0, 0],
  ]);
  expect(shown("status")).toEqual([
    ["200", 0, 0, 1, 0],
    ["503", 0, 0, 1, 1],
  ]);
  expect(detail.of("caller").get("8.8.8.8\tcurl/8")?.lastAt).toBe(Math.floor((at + 2_000) / 1_000));
});

test("a spool of an earlier version, which told less, is counted too", async () => {
  const caller = makeCaller();
  const [verified, batch] = [
    verificationLine(verification(caller, at, { ip: "8.8.8.8", userAgent: "curl/8" })),
    reportLine({ batchId: newId(), events: [report(caller, at, { latencyMs: 12 })] }),
  ];
  const before = segment(verified.replace(/\t\t\n$/, "\n"), batch.replaceAll("\u001f", ""));
  expect(before.toString()).toMatch(/curl\/8\nB.*20012\n$/);
  await flushSegment(newId(), before);
  expect(await counted(caller.teamId)).toEqual({ verifications: 1, responses: 1 });
  expect(quantile(await latencyOf(caller), 0.5)).toBeCloseTo(12, 0);
});

test("usage of a day that has no partition yet makes one", async () => {
  const caller = makeCaller();
  const long = Date.parse("2031-05-06T07:08:09Z");
  await flushSegment(newId(), segment(verificationLine(verification(caller, long))));
  expect(await counted(caller.teamId)).toEqual({ verifications: 1, responses: 0 });
});
