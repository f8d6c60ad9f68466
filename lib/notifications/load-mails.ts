import { countryNamesOf } from "@/lib/alerts/country-names";
import { prisma } from "@/lib/db/prisma";
import type { Environment } from "@/lib/keys/environment";
import { IS_CONCERNED, MEMBERS_OF_NOTICE } from "./concerned";
import { factsSchema } from "./facts";
import { isStillTrue } from "./is-still-true";
import type { MailedNotice } from "./notice-mail";

/** To whom, and what of it is to be told; empty: nothing any more. */
export type LoadedMail = { to: string; team: { name: string; slug: string }; notices: MailedNotice[] };

type Row = {
  mail_id: string;
  notice_id: string;
  facts: unknown;
  environment: Environment | null;
  created_at: Date;
  to: string;
  team_name: string;
  team_slug: string;
  is_wanted: boolean;
  key_id: string | null;
  team_id: string;
  label: string | null;
  expires_at: Date | null;
  rotate_by: Date | null;
  rotation_enforced: boolean;
  disabled_at: Date | null;
  revoked_at: Date | null;
  ends_at: Date | null;
  alert_id: string | null;
  muted_at: Date | null;
  acknowledged_at: Date | null;
  endpoint_disabled_at: Date | null;
};

/**
 * What these mails are to say now, by their ids. What has come to nothing since it was planned is left out for good: the key was
 * revoked, the date moved, the person left, lost the role, lost or never confirmed the address, or wants no mails of it.
 * @param now milliseconds
 */
export async function loadMails(ids: readonly string[], now: number): Promise<Map<string, LoadedMail>> {
  const rows = await readRows(ids);
  const mails = new Map<string, LoadedMail>();
  const dropped: Row[] = [];
  for (const row of rows) {
    const facts = factsSchema.parse(row.facts);
    if (!row.is_wanted || !isStillTrue(facts, asItIs(row), now)) {
      dropped.push(row);
      continue;
    }
    const team = { name: row.team_name, slug: row.team_slug };
    const mail = mails.get(row.mail_id) ?? { to: row.to, team, notices: [] };
    mails.set(row.mail_id, mail);
    mail.notices.push({
      facts,
      environment: row.environment,
      key: row.key_id === null ? null : { id: row.key_id, label: row.label ?? "" },
      countryNames: facts.kind === "alert.opened" ? countryNamesOf(facts.evidence) : {},
    });
  }
  await drop(dropped, now);
  return mails;
}

const readRows = (ids: readonly string[]) => prisma().$queryRaw<Row[]>`
  SELECT d.mail_id, d.notice_id, n.facts, n.environment, n.created_at, n.team_id, u.email AS to, t.name AS team_name, t.slug AS team_slug,
    u.email_confirmed_at IS NOT NULL AND coalesce(p.email, '') <> 'off' AND ${IS_CONCERNED} AS is_wanted,
    k.id AS key_id, k.label, k.expires_at, k.rotate_by, k.rotation_enforced, k.disabled_at, k.revoked_at,
    s.ends_at, a.id AS alert_id, a.muted_at, a.acknowledged_at, e.disabled_at AS endpoint_disabled_at
  FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id ${MEMBERS_OF_NOTICE}
  JOIN users u ON u.id = m.user_id JOIN teams t ON t.id = n.team_id
  LEFT JOIN secrets s ON s.public_id = CASE WHEN n.kind IN ('grace.half_over', 'grace.nearly_over', 'secret.leaked') THEN (n.facts ->> 'secretId')::char(12) END
  LEFT JOIN alerts a ON a.id = CASE WHEN n.kind IN ('alert.opened', 'secret.leaked') THEN left(n.subject, 36)::uuid END
  LEFT JOIN webhook_endpoints e ON e.id = CASE n.kind WHEN 'webhook.disabled' THEN left(n.subject, 36)::uuid END
  WHERE d.mail_id = ANY (${ids}::uuid[]) AND d.dropped_at IS NULL AND m.user_id = d.user_id
  ORDER BY n.created_at, n.id`;

const asItIs = (row: Row) => ({
  key:
    row.key_id === null
      ? null
      : { id: row.key_id, teamId: row.team_id, environment: row.environment ?? "live", ...datesOf(row) },
  secretEndsAt: row.ends_at,
  endpointDisabledAt: row.endpoint_disabled_at,
  alert: row.alert_id === null ? null : { mutedAt: row.muted_at, acknowledgedAt: row.acknowledged_at },
});

const datesOf = (row: Row) => ({
  expiresAt: row.expires_at,
  rotateBy: row.rotate_by,
  rotationEnforced: row.rotation_enforced,
  disabledAt: row.disabled_at,
  revokedAt: row.revoked_at,
});

async function drop(rows: readonly Row[], now: number): Promise<void> {
  if (rows.length === 0) return;
  await prisma().$executeRaw`
    UPDATE notice_deliveries d SET dropped_at = ${new Date(now)}
    FROM unnest(${rows.map((row) => row.mail_id)}::uuid[], ${rows.map((row) => row.notice_id)}::uuid[]) AS g (mail_id, notice_id)
    WHERE d.mail_id = g.mail_id AND d.notice_id = g.notice_id`;
}
