import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { newId, showId } from "@/lib/ids";
import { generateKey } from "@/lib/keys/format";
import { generateToken } from "@/lib/keys/token";
import { insertKey, insertSecret } from "@/lib/testing/insert-key";
import { secretContext } from "@/lib/vault/contexts";
import { seal } from "@/lib/vault/envelope";
import type { Member, Team } from "./cast";

// What is acted upon: one fresh thing a case, so that no case meets what another left behind.

export type Thing = Record<string, string>;
type WebhookKind = "webhook" | "disabled webhook" | "webhook delivery";
type KeyKind = "key" | "rotating key" | "sealed key" | "disabled key";
export type ThingKind = KeyKind | "alert" | "mute" | "notice" | "member" | "invitation" | "token" | WebhookKind;

/** Of that team, made by that person. */
export const MAKE: Record<ThingKind, (team: Team, creator: Member) => Promise<Thing>> = {
  key: makeKey,
  "rotating key": async (team, creator) => {
    const key = await makeKey(team, creator);
    const { secretId } = await insertSecret(
      { keyId: key.uuid as string, environment: "live" },
      { endsAt: new Date(Date.now() + 3_600_000) },
    );
    return { ...key, secretId };
  },
  "sealed key": async (team, creator) => {
    const key = await makeKey(team, creator);
    const [keyId, publicId] = [key.uuid ?? "", key.secretId ?? ""];
    const { sealed, kekVersion } = seal(
      "a secret",
      secretContext({ teamId: team.id, keyId, publicId }),
      env().LATCHKEY_KEK,
    );
    await pool().query("INSERT INTO sealed_secrets (public_id, sealed, kek_version) VALUES ($1, $2, $3)", [
      publicId,
      sealed,
      kekVersion,
    ]);
    await pool().query("UPDATE deployment SET storage_mode = 'retrievable'");
    return key;
  },
  "disabled key": async (team, creator) => {
    const key = await makeKey(team, creator);
    await pool().query("UPDATE keys SET disabled_at = now() WHERE id = $1", [key.uuid]);
    return key;
  },
  alert: makeAlert,
  mute: async (team, creator) => {
    const key = await makeKey(team, creator);
    await pool().query(
      "INSERT INTO alert_mutes (id, team_id, key_id, kind, created_at, by_name) VALUES ($1, $2, $3, 'spike', now(), 'Ada')",
      [newId(), team.id, key.uuid],
    );
    return key;
  },
  notice: async (team, creator) => {
    const key = await makeKey(team, creator);
    const id = newId();
    await pool().query(
      `INSERT INTO notices (id, team_id, kind, key_id, environment, subject, facts, created_at)
       VALUES ($1::uuid, $2, 'key.expired', $3, 'live', $1::uuid::text, '{"kind": "key.expired", "deadline": "2026-01-01T00:00:00.000Z"}', now())`,
      [id, team.id, key.uuid],
    );
    await pool().query(
      `INSERT INTO notice_deliveries (notice_id, user_id, channel, team_id, created_at)
       SELECT $1, user_id, 'dashboard', team_id, now() FROM memberships WHERE team_id = $2`,
      [id, team.id],
    );
    return { ...key, noticeId: showId("notice", id) };
  },
  member: async (team) => {
    const id = newId();
    await pool().query(
      "INSERT INTO users (id, email, name, password_hash, email_confirmed_at) VALUES ($1, $2, 'Made', 'nobody signs in', now())",
      [id, `made-${id.slice(-12)}@example.com`],
    );
    await pool().query("INSERT INTO memberships (team_id, user_id, role) VALUES ($1, $2, 'developer')", [team.id, id]);
    return { userId: showId("user", id) };
  },
  invitation: async (team, creator) => {
    const id = newId();
    await pool().query(
      `INSERT INTO invitations (id, team_id, email, role, hash, invited_by_id, invited_by_name, expires_at)
       VALUES ($1, $2, $3, 'viewer', $4, $5, 'Ada', now() + interval '7 days')`,
      [id, team.id, `asked-${id.slice(-12)}@example.com`, generateToken("invitation").hash, creator.userId],
    );
    return { invitationId: showId("invitation", id) };
  },
  token: async (team, creator) => {
    const id = newId();
    const { hash, lastFour } = generateToken("access");
    await pool().query(
      "INSERT INTO access_tokens (id, team_id, user_id, name, role, hash, last_four) VALUES ($1, $2, $3, 'Made', 'viewer', $4, $5)",
      [id, team.id, creator.userId, hash, lastFour],
    );
    return { tokenId: showId("token", id) };
  },
  webhook: makeWebhook,
  "disabled webhook": async (team) => {
    const webhook = await makeWebhook(team);
    await pool().query("UPDATE webhook_endpoints SET disabled_at = now(), disabled_reason = 'by_hand' WHERE id = $1", [
      webhook.uuid,
    ]);
    return webhook;
  },
  "webhook delivery": async (team) => {
    const webhook = await makeWebhook(team);
    const [messageId, deliveryId] = [newId(), newId()];
    await pool().query(
      "INSERT INTO webhook_messages (id, team_id, type, body, created_at) VALUES ($1, $2, 'key.created', '{}', now())",
      [messageId, team.id],
    );
    await pool().query(
      `INSERT INTO webhook_deliveries (id, message_id, endpoint_id, status, settled_at, created_at)
       VALUES ($1, $2, $3, 'delivered', now(), now())`,
      [deliveryId, messageId, webhook.uuid],
    );
    return { ...webhook, deliveryId: showId("delivery", deliveryId) };
  },
};

/** Of that person. */
export type PersonThing = "session";
export const MAKE_PERSONAL: Record<PersonThing, (owner: Member) => Promise<Thing>> = {
  session: async (owner) => {
    const id = newId();
    await pool().query("INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '30 days')", [
      id,
      owner.userId,
    ]);
    return { sessionId: showId("session", id) };
  },
};

async function makeKey(team: Team, creator: Member): Promise<Thing> {
  const { keyId, shownKeyId, secretId, plaintext } = await insertKey({ teamId: team.id });
  await pool().query("UPDATE keys SET created_by_id = $2 WHERE id = $1", [keyId, creator.userId]);
  return { uuid: keyId, keyId: shownKeyId, secretId, plaintext };
}

async function makeWebhook(team: Team): Promise<Thing> {
  const id = newId();
  await pool().query(
    `INSERT INTO webhook_endpoints (id, team_id, url, events, created_by_name, created_at, updated_at)
     VALUES ($1, $2, 'https://hooks.example.com/', '{key.created}', 'Ada', now(), now())`,
    [id, team.id],
  );
  return { uuid: id, endpointId: showId("endpoint", id) };
}

async function makeAlert(team: Team, creator: Member): Promise<Thing> {
  const key = await makeKey(team, creator);
  const id = newId();
  await pool().query(
    `INSERT INTO alerts (id, team_id, key_id, environment, kind, subject, window_from, window_to, excess, evidence, seen_from, seen_until, opened_at)
     VALUES ($1, $2, $3, 'live', 'spike', '', now() - interval '2 hours', now() - interval '1 hour', 9,
             '{"requests": 900, "usual": 100, "spread": 10, "weeks": 4}', now() - interval '2 hours', now() - interval '1 hour', now())`,
    [id, team.id, key.uuid],
  );
  return { ...key, alertId: showId("alert", id) };
}

/** The same thing with ids that were never given out. */
export function unknown(thing: Thing): Thing {
  const fresh = (name: string, value: string): string => {
    const kind = /^([a-z]+)_[0-7][0-9a-z]{25}$/.exec(value)?.[1];
    if (name === "plaintext") return generateKey("myapi", "live").plaintext;
    if (kind !== undefined) return showId(kind as Parameters<typeof showId>[0], newId());
    return name === "secretId" ? generateToken("access").plaintext.slice(12, 24) : value;
  };
  return Object.fromEntries(Object.entries(thing).map(([name, value]) => [name, fresh(name, value)]));
}

// Whatever a refused call could have changed. A row that is written anew has another xmin, and reading all that stands in a
// thousand rows a thousand times takes minutes.
const WATCHED = [
  ...["teams", "memberships", "invitations", "keys", "secrets", "sealed_secrets", "service_tokens", "alerts"],
  ...["alert_mutes", "audit_events", "deployment", "users", "linked_accounts", "second_factors", "recovery_codes"],
  ...["mail_tokens", "webhook_secrets", "notices", "notice_deliveries", "notice_preferences"],
  "leak_reports",
];
/** Here what merely being seen changes is left out, and what the worker does by itself. */
const WATCHED_COLUMNS = {
  access_tokens: "id, name, role, hash, expires_at, revoked_at",
  sessions: "id, user_id, expires_at, revoked_at, authenticated_at",
  webhook_endpoints: "id, url, description, events, environment, disabled_at, disabled_reason",
  "webhook_deliveries WHERE asked_by_name IS NOT NULL": "id, endpoint_id, asked_by_name",
};
const DIGEST = [
  ...WATCHED.map((table) => `SELECT '${table}' AS name, count(*), sum(xmin::text::bigint) FROM ${table}`),
  ...Object.entries(WATCHED_COLUMNS).map(
    ([table, columns]) =>
      `SELECT '${table.split(" ")[0]}' AS name, count(*), sum(hashtextextended(ROW(${columns})::text, 0)) FROM ${table}`,
  ),
].join(" UNION ALL ");

/** Differs when any table differs that a mutation could touch; by the table's name. */
export async function digest(): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ name: string; count: string; sum: string | null }>(DIGEST);
  return Object.fromEntries(rows.map(({ name, count, sum }) => [name, `${count} rows, ${sum}`]));
}
