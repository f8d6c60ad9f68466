import type pg from "pg";
import { hashPassword } from "@/lib/auth/account/password";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { pooledTransaction } from "@/lib/usage/store/pooled-transaction";
import { type AuditRow, auditRows } from "./demo-audit";
import { DEMO_EMAIL, DEMO_MEMBERS, DEMO_PASSWORD, DEMO_TEAM, type MemberName } from "./demo-members";
import { insertRows } from "./insert-rows";
import { placeAccess } from "./place-access";
import { placeAlerts } from "./place-alerts";
import { placeKeys } from "./place-keys";
import { placeNotices } from "./place-notices";
import { placePolicy } from "./place-policy";
import { placeScopeUses } from "./place-scope-uses";
import { placeUsage } from "./place-usage";
import { placeWebhookEndpoints } from "./place-webhook-endpoints";
import { placeWebhookLog } from "./place-webhook-log";
import { incidentStart } from "./rhythm";

export type Demo = { email: string; password: string; teamSlug: string };

const DAY = 86_400_000;
const TEAM_AGE_DAYS = 540;
// Any fixed number: two starts at once must not both make the team.
const LOCK = { text: "SELECT pg_advisory_xact_lock($1)", values: [7_212_466_541], query_timeout: 600_000 };

async function existing(client: pg.ClientBase | pg.Pool): Promise<string | null> {
  const { rows } = await client.query<{ slug: string }>(
    `SELECT t.slug FROM users u JOIN memberships m ON m.user_id = u.id JOIN teams t ON t.id = m.team_id
     WHERE u.email = $1 AND t.name = $2 LIMIT 1`,
    [DEMO_EMAIL, DEMO_TEAM.name],
  );
  return rows[0]?.slug ?? null;
}

async function freeSlug(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ slug: string }>("SELECT slug FROM teams WHERE slug LIKE $1", [
    `${DEMO_TEAM.slug}%`,
  ]);
  const taken = new Set(rows.map((row) => row.slug));
  let slug = DEMO_TEAM.slug;
  for (let n = 2; taken.has(slug); n++) slug = `${DEMO_TEAM.slug}-${n}`;
  return slug;
}

/** The demo's owner is the operator when nobody was here before, as the first account of a deployment is. */
async function placeMembers(client: pg.ClientBase, teamId: string, createdAt: Date): Promise<Map<MemberName, string>> {
  const { rows } = await client.query("SELECT 1 FROM users LIMIT 1");
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const ids = new Map(DEMO_MEMBERS.map((member) => [member.name, newId()]));
  await insertRows(
    client,
    "users",
    DEMO_MEMBERS.map((member) => ({
      id: ids.get(member.name),
      email: member.email,
      name: member.name,
      password_hash: passwordHash,
      is_operator: rows.length === 0 && member.role === "owner",
      created_at: createdAt.toISOString(),
      email_confirmed_at: createdAt.toISOString(),
    })),
  );
  await insertRows(
    client,
    "memberships",
    DEMO_MEMBERS.map((member) => ({
      team_id: teamId,
      user_id: ids.get(member.name),
      role: member.role,
      created_at: createdAt.toISOString(),
    })),
  );
  return ids;
}

/**
 * The demo team: four members, every kind of key, 90 days of usage, all or nothing; then the alerts that the usage deserves,
 * and the notices of all of it.
 * Does nothing when it is there already.
 * @param say is called with each step, for a person who waits
 */
export async function seedDemo(say: (step: string) => void = () => {}): Promise<Demo> {
  const demo = { email: DEMO_EMAIL, password: DEMO_PASSWORD };
  const there = await existing(pool());
  if (there !== null) return { ...demo, teamSlug: there };

  const made = await pooledTransaction(async (client) => {
    // Who comes second waits until the first is done, and that takes longer than a page may.
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query(LOCK);
    const meanwhile = await existing(client);
    if (meanwhile !== null) return { slug: meanwhile };
    const now = clock.ms();
    const daysAgo = (days: number) => new Date(Math.floor(now - days * DAY));
    const team = { id: newId(), name: DEMO_TEAM.name, slug: await freeSlug(client), createdAt: daysAgo(TEAM_AGE_DAYS) };
    say("Making the demo team, its members and keys");
    await insertRows(client, "teams", [
      { id: team.id, name: team.name, slug: team.slug, created_at: team.createdAt.toISOString() },
    ]);
    const userIds = await placeMembers(client, team.id, team.createdAt);
    const policy = await placePolicy(client, team.id, daysAgo);
    const keys = await placeKeys(client, team.id, userIds, daysAgo);
    const access = await placeAccess(client, team.id, userIds, daysAgo);
    const webhooks = await placeWebhookEndpoints(client, team.id, daysAgo);
    const trail = auditRows(team, keys, userIds, daysAgo, [...access, ...webhooks, ...policy]);
    // The chain has the order of the inserts: what came after the incident follows when that has been dealt with.
    const isBefore = (event: AuditRow) => Date.parse(event.at) < incidentStart(now);
    await insertRows(client, "audit_events", trail.filter(isBefore));
    await placeUsage(client, team.id, keys, now, say);
    await placeScopeUses(client, keys);
    const later = trail.filter((event) => !isBefore(event));
    return { slug: team.slug, rest: { teamId: team.id, keys, userIds, later } };
  });
  if (made.rest) {
    const { teamId, keys, userIds, later } = made.rest;
    say("Looking for unusual activity");
    await placeAlerts(teamId, later);
    await placeWebhookLog(teamId);
    await placeNotices(teamId, keys, userIds);
  }
  return { ...demo, teamSlug: made.slug };
}
