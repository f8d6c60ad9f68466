import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { upgradedDatabase } from "@/lib/testing/upgraded-database";
import { addEncodedSketches, quantile, type SketchBins } from "../sketch";

test("usage counted by an earlier version is there after the upgrade: counts, latencies, and the team's sums", async () => {
  const [keyId, teamId] = [newId(), newId()];
  await upgradedDatabase(
    "20261125000000_usage_by_time",
    async (client) => {
      const insert = (table: string, bucket: string, more = "") =>
        client.query(
          `INSERT INTO ${table} (bucket, key_id, secret_id, team_id, environment, allowed, status_5xx, latency ${more && ", rolled"})
           VALUES ($1, $2, 'abcdefghijkl', $3, 'live', 7, 2, '{-1000,3,-2,200,185,1,300,70000}' ${more})`,
          [bucket, keyId, teamId],
        );
      await insert("usage_minutes", "2026-11-23T12:34:00Z", ", true");
      await insert("usage_minutes", "2026-11-23T12:35:00Z", ", false");
      await insert("usage_hours", "2026-11-23T12:00:00Z");
      await insert("usage_days", "2026-11-23T00:00:00Z");
    },
    async (client) => {
      for (const [table, rows] of [
        ["usage_minutes", 2],
        ["usage_hours", 1],
        ["usage_days", 1],
        ["team_usage_minutes", 1],
        ["team_usage_hours", 1],
        ["team_usage_days", 1],
      ] as const) {
        const stored = await client.query(`SELECT * FROM ${table} ORDER BY bucket`);
        expect(stored.rows).toHaveLength(rows);
        expect(stored.rows[0]).toMatchObject({ team_id: teamId, environment: "live", allowed: "7", status_5xx: "2" });
        const bins: SketchBins = new Map();
        addEncodedSketches(bins, stored.rows[0].latency);
        expect([...bins]).toEqual([
          [-1000, 3],
          [-2, 200],
          [185, 1],
          [300, 70_000],
        ]);
        expect(quantile(bins, 1)).toBeGreaterThan(300);
      }
    },
  );
});
