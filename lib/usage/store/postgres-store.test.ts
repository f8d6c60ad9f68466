import { expect, test } from "vitest";
import { clock, setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { insertKey } from "@/lib/testing/insert-key";
import { counted, flushSegment, makeCaller, report, verification } from "@/lib/testing/usage";
import { describeUsageStore } from "@/lib/testing/usage-store-conformance";
import { usageStore } from "../open-usage-store";
import { scopeLastUses } from "../scope-uses";
import { sparklines } from "../sparklines";
import { reportLine, verificationLine } from "../spool/spool-line";
import { DAY, HOUR, MINUTE } from "../step";

describeUsageStore("usage kept in PostgreSQL", usageStore);

const now = Date.parse("2026-11-23T12:34:56.789Z");

test("after roll-up minutes, hours and days hold the same numbers, of secrets and of the team; a minute under way waits", async () => {
  const restore = setClock(() => now);
  const caller = makeCaller();
  const lines = Array.from({ length: 300 }, (_, i) => verificationLine(verification(caller, now - i * MINUTE)));
  await flushSegment(newId(), Buffer.from(lines.join("")));
  while (await usageStore().rollUp(50));
  const requests = async (table: "usage_minutes" | "usage_hours" | "usage_days" | "team_usage_days") =>
    (await counted(caller.teamId, table)).verifications;
  expect(await requests("usage_minutes")).toBe(300);
  expect([await requests("usage_hours"), await requests("usage_days"), await requests("team_usage_days")]).toEqual([
    297, 297, 297,
  ]);
  restore();
});

test("sparklines show the last 24 hours of each key, unused ones included", async () => {
  const restore = setClock(() => now);
  const [busy, calm] = [makeCaller(), makeCaller()];
  const records = [
    ...Array.from({ length: 5 }, () => verification(busy, now)),
    ...Array.from({ length: 3 }, () => verification(busy, now - 23 * HOUR, { code: "RATE_LIMITED" })),
    verification(busy, now - DAY),
    verification({ ...calm, teamId: busy.teamId }, now - HOUR),
  ];
  await flushSegment(newId(), Buffer.from(records.map(verificationLine).join("")));
  const unused = newId();
  const lines = await sparklines(busy, [busy.keyId, calm.keyId, unused]);
  expect(lines.get(busy.keyId)).toEqual([3, ...new Array(22).fill(0), 5]);
  expect(lines.get(calm.keyId)).toEqual([...new Array(22).fill(0), 1, 0]);
  expect(lines.get(unused)).toEqual(new Array(24).fill(0));
  restore();
});

test("segments and batches are remembered for longer than they could come again, then forgotten", async () => {
  const batch = { batchId: newId(), events: [report(makeCaller(), clock.ms())] };
  await flushSegment(newId(), Buffer.from(reportLine(batch)));
  const left = async (days: number) => {
    // The database stamps these rows with its own clock.
    const restore = setClock(() => Date.now() + days * DAY);
    await usageStore().expire();
    restore();
    const { rows } = await pool().query(
      "SELECT (SELECT count(*) FROM usage_segments)::int > 0 AS segments, (SELECT count(*) FROM usage_batches)::int > 0 AS batches",
    );
    return rows[0];
  };
  expect(await left(14)).toEqual({ segments: true, batches: true });
  expect(await left(89)).toEqual({ segments: true, batches: false });
  expect(await left(91)).toEqual({ segments: false, batches: false });
});

test("the roll-up remembers which of a key's scopes were asked for, and when each was last", async () => {
  const restore = setClock(() => now);
  const { keyId, teamId, secretId, environment } = await insertKey({ scopes: ["read", "write"] });
  const caller = { keyId, teamId, secretId, environment };
  const records = [
    verification(caller, now - HOUR, { scopes: ["read"] }),
    verification(caller, now - MINUTE, { scopes: ["read", "admin"], code: "INSUFFICIENT_SCOPE" }),
  ];
  await flushSegment(newId(), Buffer.from(records.map(verificationLine).join("")));
  while (await usageStore().rollUp());
  const at = Math.floor((now - MINUTE) / 1_000) * 1_000;
  expect(await scopeLastUses(teamId, [keyId])).toEqual(
    new Map([[keyId, [{ scope: "read", firstAt: expect.any(Number), lastAt: at }]]]),
  );
  restore();
});
