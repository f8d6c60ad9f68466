import { afterEach, beforeEach, expect, test } from "vitest";
import { acknowledgeAlert } from "@/lib/alerts/acknowledge-alert";
import { listAlerts } from "@/lib/alerts/list-alerts";
import { muteAlerts } from "@/lib/alerts/mute-alerts";
import { type AlertStatus, listAlertsSchema } from "@/lib/alerts/schema";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { generateKey } from "@/lib/keys/format";
import { hashToken } from "@/lib/keys/hash";
import { importKeys } from "@/lib/keys/import/import-keys";
import { readLine } from "@/lib/keys/import/read-line";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { planNotices } from "@/lib/notifications/plan-notices";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { standingClock, type TestClock, toldTo } from "@/lib/testing/notices";
import { DAY } from "@/lib/usage/step";
import type { LeakResponse } from "./leak-response";
import { type ReportedBy, type ReportedToken, reportLeaks } from "./report-leaks";

let time: TestClock;
let owner: Actor;
beforeEach(async () => {
  time = standingClock("2027-03-01T12:34:00Z");
  owner = await makeActor();
  await choose("alert");
});
afterEach(() => time.restore());

const choose = (leakResponse: LeakResponse) => prisma().deployment.update({ where: { id: 1 }, data: { leakResponse } });
const by = { kind: "system", id: null, name: "Somebody", ip: null, userAgent: null, requestId: "req_test" } as const;
const GITHUB: ReportedBy = { reporter: { kind: "github" }, by };
const NOBODY: ReportedBy = { reporter: { kind: "anonymous" }, by };
const seen = (token: string, url = "https://github.com/a/b/blob/0/c?x=y", source = "commit"): ReportedToken => ({
  ...{ token, url, source },
});
async function newKey() {
  const { key, secret } = await createKey(owner, keyInput({ label: "Billing worker" }));
  return { key, secret, id: readId("key", key.id) ?? "", secretId: key.secrets[0]?.id ?? "" };
}
const storedKey = (id: string) => prisma().key.findUniqueOrThrow({ where: { id }, include: { secrets: true } });
const eventsOf = async (id: string) =>
  (await prisma().auditEvent.findMany({ where: { targetId: id }, orderBy: { seq: "asc" } })).slice(1);
const alertsOf = async (keyId: string, status: AlertStatus = "open") =>
  (await listAlerts(owner, listAlertsSchema.parse({ environment: "live", status, keyId }))).alerts;
const tallies = async (): Promise<Record<string, number>> => {
  const { rows } = await pool().query("SELECT reporter, outcome, reports FROM leak_tallies");
  return Object.fromEntries(rows.map((row) => [`${row.reporter} ${row.outcome}`, Number(row.reports)]));
};

test("a leaked secret opens an alert, tells the owner at once, and is in the trail; the token is nowhere", async () => {
  const { key, secret, id, secretId } = await newKey();
  expect(await reportLeaks([seen(secret)], GITHUB)).toEqual([true]);
  const [alert] = await alertsOf(key.id);
  expect(alert).toMatchObject({
    ...{ kind: "leaked", openedAt: "2027-03-01T12:34:00.000Z" },
    evidence: { secretId, source: "commit", url: "https://github.com/a/b/blob/0/c?x=****", response: "alert" },
  });
  expect(await eventsOf(id)).toMatchObject([
    { action: "secret.leak_reported", actorName: "Somebody", after: { secret: secretId, reportedBy: "github" } },
  ]);
  expect(await toldTo(owner)).toEqual(["secret.leaked"]);
  // The planner adds nothing to it.
  await planNotices();
  expect(await toldTo(owner)).toEqual(["secret.leaked"]);
  expect(await storedKey(id)).toMatchObject({ revokedAt: null, secrets: [{ endsAt: null }] });
  const { rows } = await pool().query(
    `SELECT (SELECT json_agg(r) FROM leak_reports r)::text || (SELECT json_agg(n) FROM notices n)::text
       || (SELECT json_agg(a) FROM alerts a)::text || (SELECT json_agg(e) FROM audit_events e)::text AS kept`,
  );
  expect(rows[0].kept).toContain(secretId);
  expect(rows[0].kept).not.toContain(secret.slice(-49));
});

test("by policy the secret is ended, and its key goes on: a rotation gives it a new one", async () => {
  await choose("end_secret");
  const { key, secret, id } = await newKey();
  await reportLeaks([seen(secret)], GITHUB);
  expect(await storedKey(id)).toMatchObject({ revokedAt: null, secrets: [{ endsAt: new Date(time.now) }] });
  expect((await eventsOf(id)).map(({ action }) => action)).toEqual(["secret.leak_reported", "secret.end"]);
  time.now += 1_000;
  const rotated = await rotateKey(owner, { keyId: key.id, graceSeconds: 0 });
  expect(rotated.key.secrets.map(({ status }) => status)).toEqual(["current", "ended"]);
});

test("by policy the key is revoked, with who said so as the reason, and people are told of that", async () => {
  await choose("revoke_key");
  const { secret, id } = await newKey();
  await reportLeaks([seen(secret)], GITHUB);
  expect(await storedKey(id)).toMatchObject({
    revokedAt: new Date(time.now),
    revokeReason: "Leaked, as GitHub’s secret scanning reported: seen on github.com.",
  });
  expect((await eventsOf(id)).map(({ action }) => action)).toEqual(["secret.leak_reported", "key.revoke"]);
  expect(await toldTo(owner)).toEqual(["secret.leaked"]);
});

test("whoever gives no name ends nothing, whatever the policy", async () => {
  await choose("revoke_key");
  const { key, secret, id } = await newKey();
  await reportLeaks([seen(secret, "", "")], NOBODY);
  expect(await storedKey(id)).toMatchObject({ revokedAt: null, secrets: [{ endsAt: null }] });
  const [alert] = await alertsOf(key.id);
  // Seeing to that alert is not seeing to what GitHub says later.
  await acknowledgeAlert(owner, { alertId: alert?.id ?? "" });
  await choose("alert");
  await reportLeaks([seen(secret)], GITHUB);
  expect(await alertsOf(key.id)).toHaveLength(1);
  expect(await toldTo(owner)).toEqual(["secret.leaked", "secret.leaked"]);
});

test("reported again from the same place nothing is done twice, also by ten at once; unless the operator has chosen more since", async () => {
  const { key, secret, id } = await newKey();
  await Promise.all(Array.from({ length: 10 }, () => reportLeaks([seen(secret)], GITHUB)));
  expect(await eventsOf(id)).toHaveLength(1);
  expect(await alertsOf(key.id)).toHaveLength(1);
  expect(await toldTo(owner)).toHaveLength(1);
  expect(await prisma().leakReport.findMany({ where: { keyId: id } })).toMatchObject([
    { times: 10, response: "alert" },
  ]);
  await choose("revoke_key");
  await reportLeaks([seen(secret)], GITHUB);
  expect((await storedKey(id)).revokedAt).not.toBeNull();
  expect(await toldTo(owner)).toHaveLength(2);
});

test("another place adds to the alert, and troubles nobody again within its episode; a muted leak is told only if something ends", async () => {
  const { key, secret } = await newKey();
  await reportLeaks([seen(secret)], GITHUB);
  time.now += DAY;
  await reportLeaks([seen(secret, "https://gist.github.com/x", "gist_content")], GITHUB);
  expect(await alertsOf(key.id)).toMatchObject([{ evidence: { url: "https://gist.github.com/x" } }]);
  expect(await toldTo(owner)).toHaveLength(1);
  const muted = await newKey();
  await muteAlerts(owner, { keyId: muted.key.id, kind: "leaked", days: 7 });
  await reportLeaks([seen(muted.secret)], GITHUB);
  expect(await toldTo(owner)).toHaveLength(1);
  await choose("end_secret");
  await reportLeaks([seen(muted.secret)], GITHUB);
  expect(await toldTo(owner)).toHaveLength(2);
});

test("of what is revoked, ended or unknown nothing changes, and the report is counted", async () => {
  await pool().query("DELETE FROM leak_tallies");
  await choose("revoke_key");
  const [revoked, rotated] = [await newKey(), await newKey()];
  await revokeKey(owner, { keyId: revoked.key.id });
  await rotateKey(owner, { keyId: rotated.key.id, graceSeconds: 0 });
  const before = await prisma().auditEvent.count();
  const unknown = generateKey("myapi", "live").plaintext;
  const tokens = [revoked.secret, rotated.secret, unknown, "garbage", revoked.secret];
  expect(
    await reportLeaks(
      tokens.map((token) => seen(token)),
      GITHUB,
    ),
  ).toEqual([true, true, false, false, true]);
  expect(await prisma().auditEvent.count()).toBe(before);
  expect(await toldTo(owner)).toEqual([]);
  expect((await storedKey(rotated.id)).revokedAt).toBeNull();
  expect(await tallies()).toEqual({ "github over": 3, "github unknown": 2 });
  expect(await prisma().leakReport.findMany({ where: { keyId: revoked.id } })).toMatchObject([
    { times: 2, response: null },
  ]);
});

test("whoever gives no name has at most twenty places of a secret remembered, and one notice made", async () => {
  const { secret, id } = await newKey();
  await reportLeaks(
    Array.from({ length: 22 }, (_, i) => seen(secret, `https://x.example/${i}`, "")),
    NOBODY,
  );
  expect(await prisma().leakReport.count({ where: { keyId: id } })).toBe(20);
  expect(await toldTo(owner)).toEqual(["secret.leaked"]);
});

test("a secret of another form is known by its hash alone; a public id with another secret behind it is none", async () => {
  const { secret, secretId } = await newKey();
  const forged = generateKey("myapi", "live").plaintext;
  await pool().query("UPDATE secrets SET public_id = $2, hash = $3 WHERE public_id = $1", [
    ...[secretId, forged.slice(11, 23), hashToken("sk_prod_8f3a9c1b7d")],
  ]);
  const answers = await reportLeaks([seen("sk_prod_8f3a9c1b7d"), seen(forged), seen(secret)], GITHUB);
  expect(answers).toEqual([true, false, false]);
});

test("an imported secret is known, also one that has our own form since another deployment made it", async () => {
  const secrets = ["sk_prod_0123456789abcdef", generateKey("myapi", "live").plaintext];
  const { imported } = await importKeys(owner, {
    lines: secrets.map((secret, i) =>
      readLine({
        line: i + 1,
        given: { hash: hashToken(secret).toString("hex"), label: "Old", environment: "live", scopes: ["read"] },
      }),
    ),
    ...{ dryRun: false, skipInvalid: false },
  });
  expect(imported).toBe(2);
  await choose("revoke_key");
  expect(
    await reportLeaks(
      secrets.map((secret) => seen(secret)),
      GITHUB,
    ),
  ).toEqual([true, true]);
  const { rows } = await pool().query(
    "SELECT count(*)::int AS n FROM keys WHERE label = 'Old' AND revoked_at IS NOT NULL",
  );
  expect(rows[0].n).toBe(2);
});
