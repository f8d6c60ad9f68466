import { beforeAll, expect, test } from "vitest";
import { verifyPassword } from "@/lib/auth/account/password";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/prisma";
import { keyStatus, secretStatus } from "@/lib/keys/status";
import { planNotices } from "@/lib/notifications/plan-notices";
import { applyRotation } from "@/lib/policies/apply-rotation";
import { verdictOn } from "@/lib/testing/audit";
import { usageStore } from "@/lib/usage/open-usage-store";
import { STATUS_CLASSES, USAGE_CODES } from "@/lib/usage/outcome";
import { namedRange } from "@/lib/usage/range";
import { fanOutWebhooks } from "@/lib/webhooks/fan-out";
import { DEMO_KEYS } from "./demo-keys";
import { type Demo, seedDemo } from "./seed-demo";

let demo: Demo;
let teamId: string;
const steps: string[] = [];
const say = (step: string) => steps.push(step);
const DAY = 86_400_000;
const rows = async (sql: string) => (await pool().query(sql, sql.includes("$1") ? [teamId] : [])).rows;

beforeAll(async () => {
  const [first, second] = await Promise.all([seedDemo(say), seedDemo(say)]);
  demo = first;
  expect(second).toEqual(first);
  teamId = (await pool().query("SELECT id FROM teams WHERE slug = $1", [demo.teamSlug])).rows[0].id;
}, 180_000);

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

test("levels agree wherever they overlap, in counts, latencies and details, of keys and of the team", async () => {
  const now = Date.now();
  const minutes = namedRange("7d", now);
  for (const environment of ["live", "test"] as const) {
    const scope = { teamId, environment };
    const [byMinute, byHour, byDay] = await Promise.all(
      (["30 minutes", "hour", "day"] as const).map((step) =>
        usageStore().series(scope, { ...minutes, from: new Date(now - 6 * DAY), step }),
      ),
    );
    const since = Date.parse(byDay?.from ?? "");
    const whole = await Promise.all(
      (["30 minutes", "hour", "day"] as const).map((step) =>
        usageStore().series(scope, { ...minutes, from: new Date(since), to: new Date(since + 6 * DAY), step }),
      ),
    );
    expect(whole[1]?.totals).toEqual(whole[0]?.totals);
    expect(whole[2]?.totals).toEqual(whole[0]?.totals);
    expect(byMinute?.totals.requests).toBeLessThanOrEqual(byHour?.totals.requests ?? 0);
    for (const range of [namedRange("90d", now), namedRange("1h", now)]) {
      const { totals } = await usageStore().series(scope, range);
      const byKey = await usageStore().totalsByKey(scope, range);
      expect([...byKey.values()].reduce((sum, { requests }) => sum + requests, 0)).toBe(totals.requests);
      const { routes, callers, statuses } = await usageStore().breakdown(scope, range);
      for (const parts of [routes, callers]) {
        expect(parts.reduce((sum, { requests }) => sum + requests, 0)).toBe(totals.requests);
      }
      expect(statuses.reduce((sum, { responses }) => sum + responses, 0)).toBe(
        STATUS_CLASSES.reduce((sum, status) => sum + totals.responses[status], 0),
      );
    }
  }
});

test("nobody is refused more often than they called, or fails more often than they were answered", async () => {
  const day = namedRange("24h", Date.now());
  for (const environment of ["live", "test"] as const) {
    const team = { teamId, environment };
    for (const keyId of (await usageStore().totalsByKey(team, day)).keys()) {
      for (let hour = 1; hour <= 24; hour++) {
        const from = new Date(day.to.getTime() - hour * 3_600_000);
        const within = { ...day, from, to: new Date(from.getTime() + 1), step: "hour" } as const;
        const { routes, callers, countries } = await usageStore().breakdown({ ...team, keyId }, within);
        const parts = [...routes, ...callers, ...countries];
        expect(parts.filter((part) => part.refused > part.requests || part.failed > part.responses)).toEqual([]);
      }
    }
  }
});

test("every outcome, an incident and 90 days are there to be seen", async () => {
  const scope = { teamId, environment: "live" as const };
  const live = await usageStore().series(scope, namedRange("90d", Date.now()));
  const testing = await usageStore().series({ teamId, environment: "test" }, namedRange("90d", Date.now()));
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

test("the team asks for a rotation twice a year: keys are overdue, one is due soon, and none is ended by it", async () => {
  const keys = await rows(
    "SELECT label, rotate_by, rotation_enforced FROM keys WHERE team_id = $1 AND revoked_at IS NULL ORDER BY label",
  );
  const labels = (wanted: (rotateBy: number) => boolean) =>
    keys.filter(({ rotate_by }) => wanted(Number(rotate_by))).map(({ label }) => label);
  const now = Date.now();
  expect(labels((at) => at <= now)).toEqual(["CI pipeline", "Legacy PHP shop", "Nightly settlement"]);
  expect(labels((at) => at > now && at < now + 30 * 86_400_000)).toEqual(["Mobile apps", "Staging shop"]);
  expect(keys.some(({ rotation_enforced }) => rotation_enforced)).toBe(false);
});

test("the seed's dates are those that the policy gives", async () => {
  expect(await inTransaction((tx) => applyRotation(tx, teamId))).toBe(0);
});

test("every last use has an address with its country, and the trail tells each key's story", async () => {
  const uses = await rows("SELECT * FROM secret_last_uses");
  expect(uses.every((use) => use.ip && use.country && use.user_agent)).toBe(true);
  expect(new Set(uses.map((use) => use.country)).size).toBeGreaterThan(4);
  const events = await rows("SELECT action, target_id, at, after FROM audit_events WHERE team_id = $1 ORDER BY seq");
  expect(events.toSorted((a, b) => a.at - b.at)).toEqual(events);
  expect(await verdictOn(teamId)).toMatchObject({ events: events.length, trouble: null });
  expect(events.filter((event) => event.action === "key.create")).toHaveLength(DEMO_KEYS.length);
  const [rotations] = await rows("SELECT count(*)::int AS n FROM secrets WHERE replaces IS NOT NULL");
  expect(events.filter((event) => event.action === "key.rotate")).toHaveLength(rotations.n);
  expect(JSON.stringify(events)).not.toMatch(/_(live|test)_[0-9A-Za-z]{12}_/);
});

test("what is unusual in the demo's usage is found by the rules, and the incident was dealt with", async () => {
  const alerts = await rows(
    `SELECT k.label, a.kind, a.acknowledged_by_name AS by FROM alerts a JOIN keys k ON k.id = a.key_id
     WHERE a.team_id = $1 ORDER BY a.kind, k.label`,
  );
  const of = (kind: string) => alerts.filter((alert) => alert.kind === kind);
  expect(of("spike").map(({ label }) => label)).toEqual(["Webhook relay"]);
  expect(of("new_country").map(({ label }) => label)).toEqual(["Support console"]);
  expect(of("refusal_burst").map(({ label }) => label)).toEqual(["Office tools"]);
  expect(of("retired_secret").map(({ label }) => label)).toEqual(["Checkout – production"]);
  expect(of("error_jump").length).toBeGreaterThan(3);
  expect(alerts.every(({ kind, by }) => (by === "Jonas Berg") === (kind === "error_jump"))).toBe(true);
});

test("what a worker would have told is told, read as far as each was here, and nothing is left to tell", async () => {
  const told = await rows(
    `SELECT n.kind, k.label, u.name, d.read_at IS NULL AS unread FROM notices n
     JOIN notice_deliveries d ON d.notice_id = n.id JOIN users u ON u.id = d.user_id LEFT JOIN keys k ON k.id = n.key_id
     WHERE n.team_id = $1 ORDER BY n.created_at DESC`,
  );
  const ofAda = told.filter(({ name }) => name === "Ada Winter");
  const kinds = [
    "key.expiring",
    "key.expired",
    "grace.half_over",
    "grace.nearly_over",
    "rotation.due",
    "rotation.overdue",
    "alert.opened",
    "webhook.disabled",
  ];
  expect([...new Set(ofAda.map(({ kind }) => kind))].sort()).toEqual(kinds.sort());
  expect(new Set(ofAda.map(({ unread }) => unread))).toEqual(new Set([true, false]));
  expect(ofAda.filter(({ label, unread }) => label === "Webhook relay" && unread).map(({ kind }) => kind)).toEqual([
    "alert.opened",
    "key.expiring",
  ]);
  expect(told.filter(({ name }) => name === "Mei Tan").every(({ kind }) => kind !== "webhook.disabled")).toBe(true);
  expect(told.some(({ name }) => name === "Priya Nair")).toBe(false);
  expect(await planNotices()).toBe(0);
});

test("a person who waits is told what is going on", () => {
  expect(steps).toEqual([
    "Making the demo team, its members and keys",
    "Writing 90 days of usage",
    "Looking for unusual activity",
  ]);
});

test("somebody is on the way in, and there is a token of each state a person meets", async () => {
  const open = await rows(
    "SELECT email, expires_at > now() AS open FROM invitations WHERE team_id = $1 ORDER BY email",
  );
  expect(open.map(({ email, open }) => [email, open])).toEqual([
    ["lars@acme.example", false],
    ["noor@acme.example", true],
  ]);
  const tokens = await rows("SELECT name, revoked_at FROM access_tokens WHERE team_id = $1 AND last_used_at < now()");
  expect(tokens.filter(({ revoked_at }) => revoked_at === null)).toHaveLength(2);
  expect(tokens.filter(({ revoked_at }) => revoked_at !== null)).toHaveLength(1);
});

test("webhooks have a log worth reading: one endpoint is well, one has failed for days, and nothing of the past is sent", async () => {
  const endpoints = await rows(
    `SELECT e.id, e.failing_since IS NOT NULL AS failing, e.disabled_at, count(*) FILTER (WHERE d.status = 'delivered')::int AS delivered,
       count(*) FILTER (WHERE d.status = 'pending')::int AS pending, min(d.next_attempt_at) AS next
     FROM webhook_endpoints e JOIN webhook_deliveries d ON d.endpoint_id = e.id WHERE e.team_id = $1 GROUP BY e.id ORDER BY e.created_at`,
  );
  expect(endpoints).toMatchObject([
    { failing: false, disabled_at: null, pending: 0 },
    { failing: true, disabled_at: null },
  ]);
  expect(endpoints[0].delivered).toBeGreaterThan(5);
  expect(endpoints[1].pending).toBeGreaterThan(0);
  expect(endpoints[1].next.getTime()).toBeGreaterThan(Date.now());
  expect(await fanOutWebhooks()).toBe(0);
  // No key-encryption key is given to the tests: nothing is sealed then.
  expect(await rows("SELECT * FROM webhook_secrets")).toEqual([]);
});
