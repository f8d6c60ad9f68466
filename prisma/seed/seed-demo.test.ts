import { beforeAll, expect, test } from "vitest";
import { verifyPassword } from "@/lib/auth/password";
import { pool } from "@/lib/db/pool";
import { keyStatus, secretStatus } from "@/lib/keys/status";
import { COUNT_COLUMNS, USAGE_CODES } from "@/lib/usage/outcome";
import { queryUsage } from "@/lib/usage/query-usage";
import { namedRange } from "@/lib/usage/range";
import { DEMO_KEYS } from "./demo-keys";
import { type Demo, seedDemo } from "./seed-demo";

let demo: Demo;
let teamId: string;
const steps: string[] = [];
const say = (step: string) => steps.push(step);
const rows = async (sql: string) => (await pool().query(sql, sql.includes("$1") ? [teamId] : [])).rows;

beforeAll(async () => {
  const [first, second] = await Promise.all([seedDemo(say), seedDemo(say)]);
  demo = first;
  expect(second).toEqual(first);
  teamId = (await pool().query("SELECT id FROM teams WHERE slug = $1", [demo.teamSlug])).rows[0].id;
});

test("seeding twice, at once or one after the other, makes one team", async () => {
  const tables = ["teams", "users", "keys", "secrets", "audit_events", "usage_hours", "usage_minutes"];
  const count = async () =>
    Promise.all(tables.map(async (table) => (await rows(`SELECT count(*)::int AS n FROM ${table}`))[0].n));
  const before = await count();
  expect(await seedDemo()).toEqual(demo);
  expect(await count()).toEqual(before);
  expect(before.slice(0, 3)).toEqual([1, 4, DEMO_KEYS.length]);
});

test("the owner can sign in with what is printed, and is the operator of a deployment that had nobody", async () => {
  const [owner] = await rows("SELECT password_hash, is_operator FROM users WHERE email = 'demo@acme.example'");
  expect(await verifyPassword(owner.password_hash, demo.password)).toBe(true);
  expect(owner.is_operator).toBe(true);
  const roles = await rows("SELECT role FROM memberships WHERE team_id = $1 ORDER BY role");
  expect(roles.map((row) => row.role)).toEqual(["owner", "admin", "developer", "viewer"]);
});

test("levels agree wherever they overlap, in counts and in latencies", async () => {
  const columns = [...COUNT_COLUMNS].map((column) => `sum(${column})::int AS ${column}`).join(", ");
  const latencies =
    "sum((SELECT sum(latency[i]) FROM generate_series(2, cardinality(latency), 2) AS i))::int AS reported";
  const sums = (table: string, bucket: string, where = "true") =>
    rows(`SELECT ${bucket} AS bucket, key_id, secret_id, ${columns}, ${latencies} FROM ${table}
          WHERE team_id = $1 AND ${where} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  const day = "date_bin('1 day', bucket, 'epoch')";
  const hour = "date_bin('1 hour', bucket, 'epoch')";
  expect(await sums("usage_hours", day)).toEqual(await sums("usage_days", "bucket"));
  const [{ since }] = await rows(`SELECT min(bucket)::text AS since FROM usage_minutes WHERE team_id = $1`);
  expect(await sums("usage_minutes", hour)).toEqual(
    await sums("usage_hours", "bucket", `bucket >= date_bin('1 hour', '${since}'::timestamptz, 'epoch')`),
  );
});

test("every outcome, an incident and 90 days are there to be seen", async () => {
  const scope = { teamId, environment: "live" as const };
  const live = await queryUsage(scope, namedRange("90d", Date.now()));
  const testing = await queryUsage({ teamId, environment: "test" }, namedRange("90d", Date.now()));
  for (const code of USAGE_CODES) {
    expect({ code, some: live.totals.outcomes[code] + testing.totals.outcomes[code] > 100 }).toEqual({
      code,
      some: true,
    });
  }
  // Today may have begun a minute ago.
  expect(live.points.slice(0, -1).every((point) => point.requests > 1_000)).toBe(true);
  const incident = live.points.at(-10);
  const usual = live.points.at(-17);
  expect((incident?.responses["5xx"] ?? 0) / (usual?.responses["5xx"] ?? 1)).toBeGreaterThan(4);
  expect(incident?.latency?.p99 ?? 0).toBeGreaterThan(2 * (usual?.latency?.p99 ?? 0));
});

test("there is a key of every kind", async () => {
  const keys = await rows(
    `SELECT k.label, k.expires_at AS "expiresAt", k.disabled_at AS "disabledAt", k.revoked_at AS "revokedAt", k.revoke_reason,
       (SELECT max(u.at) FROM secrets s JOIN secret_last_uses u USING (public_id) WHERE s.key_id = k.id) AS used,
       (SELECT json_agg(s.ends_at) FROM secrets s WHERE s.key_id = k.id) AS ends
     FROM keys k WHERE team_id = $1`,
  );
  const now = Date.now();
  expect(new Set(keys.map((key) => keyStatus(key, now)))).toEqual(
    new Set(["active", "disabled", "expired", "revoked"]),
  );
  const rotating = keys.filter(
    (key) =>
      key.ends.filter((end: string | null) => secretStatus({ endsAt: end ? new Date(end) : null }, now) !== "ended")
        .length > 1,
  );
  expect(rotating.map((key) => key.label)).toEqual(["Fraud scoring"]);
  expect(keys.filter((key) => key.used === null).map((key) => key.label)).toEqual(["Data warehouse export"]);
  const idle = keys.filter((key) => key.used !== null && now - key.used > 40 * 86_400_000);
  expect(idle.map((key) => key.label)).toEqual(["Legacy PHP shop"]);
  expect(keys.every((key) => key.used === null || key.used <= now)).toBe(true);
  expect(keys.find((key) => key.revokedAt !== null)?.revoke_reason).toBeTruthy();
});

test("every last use has an address with its country, and the trail tells each key's story", async () => {
  const uses = await rows("SELECT * FROM secret_last_uses");
  expect(uses.every((use) => use.ip && use.country && use.user_agent)).toBe(true);
  expect(new Set(uses.map((use) => use.country)).size).toBeGreaterThan(4);
  const events = await rows("SELECT action, target_id, at, after FROM audit_events WHERE team_id = $1 ORDER BY at");
  expect(events.filter((event) => event.action === "key.create")).toHaveLength(DEMO_KEYS.length);
  const [rotations] = await rows("SELECT count(*)::int AS n FROM secrets WHERE replaces IS NOT NULL");
  expect(events.filter((event) => event.action === "key.rotate")).toHaveLength(rotations.n);
  expect(JSON.stringify(events)).not.toMatch(/_(live|test)_[0-9A-Za-z]{12}_/);
});

test("a person who waits is told what is going on", () => {
  expect(steps).toEqual(["Making the demo team, its members and keys", "Writing 90 days of usage"]);
});
