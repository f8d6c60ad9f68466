import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { makeActor } from "@/lib/testing/fixtures";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { countUnreadNotices } from "./count-unread-notices";
import { listNewestNotices } from "./list-newest-notices";
import { listNotices } from "./list-notices";
import { listPressingNotices } from "./list-pressing-notices";
import { planNotices } from "./plan-notices";
import { listNoticesSchema } from "./schema";
import { sendDueMails } from "./send-due-mails";

const KEYS = 20_000;
const TABLES = [
  "keys",
  "secrets",
  "alerts",
  "memberships",
  "notices",
  "notice_deliveries",
  "notice_mails",
  "notice_looks",
];
let sink: MailSink;
let owner: Awaited<ReturnType<typeof makeActor>>;

// Keys whose dates lie ahead, old notices that have been read and mailed, and a few that are due now.
beforeAll(async () => {
  sink = await startMailSink();
  Object.assign(process.env, { SMTP_URL: sink.url, MAIL_FROM: "keys@example.com" });
  owner = await makeActor();
  await pool().query(
    `INSERT INTO teams (id, name, slug) SELECT gen_random_uuid(), 'Team', 'many-' || n FROM generate_series(1, 4000) AS n`,
  );
  await pool().query(
    `INSERT INTO users (id, email, name, email_confirmed_at)
     SELECT gen_random_uuid(), 'many-' || n || '@example.com', 'Ada', now() FROM generate_series(1, 40000) AS n`,
  );
  await pool().query(
    `INSERT INTO memberships (team_id, user_id, role) SELECT t.id, u.id, 'owner'
     FROM (SELECT id, row_number() OVER () AS n FROM teams) t JOIN (SELECT id, row_number() OVER () AS n FROM users) u ON u.n % 4000 = t.n - 1`,
  );
  await pool().query(
    `INSERT INTO keys (id, team_id, label, environment, scopes, allowed_ips, rate_limit, rate_window_seconds, expires_at, created_by_name, created_at)
     SELECT gen_random_uuid(), t.id, 'Key', 'live', '{read}', '{}', 10, 60, now() + interval '40 days' + n * interval '1 minute', 'Ada', now() - interval '30 days'
     FROM generate_series(1, ${KEYS}) AS n JOIN (SELECT id, row_number() OVER () AS r FROM teams) t ON n % 4000 = t.r - 1`,
  );
  await pool().query(
    `INSERT INTO secrets (public_id, key_id, hash, prefix, last_four)
     SELECT lpad(row_number() OVER ()::text, 12, '0'), id, sha256(id::text::bytea), 'myapi', 'abcd' FROM keys`,
  );
  await pool().query("UPDATE notice_looks SET look_at = now() + interval '1 day'");
  await pool().query(
    `INSERT INTO notices (id, team_id, kind, key_id, environment, subject, facts, created_at)
     SELECT gen_random_uuid(), team_id, 'key.expired', id, 'live', id::text, '{"kind": "key.expired", "deadline": "2026-01-01T00:00:00.000Z"}', now()
     FROM keys`,
  );
  await pool().query(
    `INSERT INTO notice_mails (id, team_id, user_id, created_at, next_attempt_at, outcome, settled_at)
     SELECT gen_random_uuid(), team_id, user_id, now(), now(), 'sent', now() FROM memberships`,
  );
  await pool().query(
    `INSERT INTO notice_deliveries (notice_id, user_id, channel, team_id, created_at, due_at, mail_id, read_at)
     SELECT n.id, m.user_id, c, n.team_id, n.created_at, CASE c WHEN 'mail' THEN now() END,
       CASE c WHEN 'mail' THEN (SELECT id FROM notice_mails x WHERE x.team_id = m.team_id AND x.user_id = m.user_id LIMIT 1) END,
       CASE c WHEN 'mail' THEN NULL ELSE now() END
     FROM (SELECT * FROM notices LIMIT 4000) n JOIN memberships m ON m.team_id = n.team_id, unnest('{mail,dashboard}'::text[]) AS c`,
  );
  await pool().query(
    "UPDATE notice_looks SET look_at = '-infinity' WHERE subject IN (SELECT id::text FROM keys ORDER BY team_id, id LIMIT 20)",
  );
  await pool().query(
    "UPDATE keys SET expires_at = now() + interval '6 hours', updated_at = created_at WHERE id IN (SELECT id FROM keys ORDER BY team_id, id LIMIT 20)",
  );
  await pool().query("ANALYZE");
}, 180_000);
afterAll(() => sink.stop());

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };
const scansOf = (plan: Plan): string[] => [
  ...(plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : []),
  ...(plan.Plans ?? []).flatMap(scansOf),
];

/** The large tables that the statements of `work` read from end to end, in a transaction or not. */
async function sequentialScans(work: () => Promise<unknown>): Promise<{ asked: number; scanned: string[] }> {
  const asked: { text: string; values: unknown[] }[] = [];
  const query = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [first, second] = given as [string | { text: string; values?: unknown[] }, unknown];
    const { text, values } = typeof first === "string" ? { text: first, values: second } : first;
    if (/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(text) && !text.includes("pgboss"))
      asked.push({ text, values: Array.isArray(values) ? values : [] });
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as never);
  await work().finally(() => spy.mockRestore());
  const scanned: string[] = [];
  for (const { text, values } of asked) {
    const { rows } = await pool().query(`EXPLAIN (FORMAT JSON) ${text}`, values);
    scanned.push(...scansOf(rows[0]["QUERY PLAN"][0].Plan).filter((table) => TABLES.includes(table)));
  }
  return { asked: asked.length, scanned: scanned.filter((table) => table !== "alerts") };
}

test("planning with nothing due asks once, by an index, however many keys there are", async () => {
  await pool().query("UPDATE notice_looks SET look_at = now() + interval '1 day'");
  const { asked, scanned } = await sequentialScans(planNotices);
  // One more asks for webhook endpoints that were disabled.
  expect({ asked, scanned }).toEqual({ asked: 2, scanned: [] });
  await pool().query(
    "UPDATE notice_looks SET look_at = '-infinity' WHERE subject IN (SELECT id::text FROM keys WHERE expires_at < now() + interval '7 hours')",
  );
});

test("what is due is found, told, gathered and mailed by indexes: no table of keys or notices is read from end to end", async () => {
  expect((await sequentialScans(planNotices)).scanned).toEqual([]);
  const { rows } = await pool().query("SELECT count(*)::int AS made FROM notices WHERE kind = 'key.expiring'");
  expect(rows[0].made).toBe(20);
  await pool().query("ANALYZE");
  expect((await sequentialScans(sendDueMails)).scanned).toEqual([]);
  expect(sink.mails.length).toBeGreaterThanOrEqual(10);
});

test("the inbox and its count are read by indexes", async () => {
  const { rows } = await pool().query("SELECT team_id, user_id FROM memberships WHERE team_id <> $1 LIMIT 1", [
    owner.teamId,
  ]);
  const actor = { ...owner, teamId: rows[0].team_id, userId: rows[0].user_id, id: newId() };
  expect(
    (await sequentialScans(() => listNotices(actor, listNoticesSchema.parse({ environment: "live" })))).scanned,
  ).toEqual([]);
  // What every page asks.
  for (const ask of [countUnreadNotices, listNewestNotices, listPressingNotices]) {
    expect((await sequentialScans(() => ask(actor))).scanned).toEqual([]);
  }
});

test("the check would notice: without a condition that an index serves, keys are read from end to end", async () => {
  const all = () => pool().query("SELECT id FROM keys WHERE expires_at < now() + interval '300 days'", []);
  expect((await sequentialScans(all)).scanned).toEqual(["keys"]);
});
