import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { IS_CONCERNED, MEMBERS_OF_NOTICE } from "./concerned";
import { factsSchema } from "./facts";
import type { NewNotice } from "./look";
import { mailDue } from "./mail-due";
import { GROUP_OF } from "./notice-kind";
import { DEFAULT_EMAIL, type EmailMode } from "./preference";
import { publishNotices } from "./publish-notices";

/** How many were new, and whether something is to be sent at once (then `wakeWorker` after the commit). */
export type Recorded = { made: number; isMailDue: boolean; isWebhookDue: boolean };

const NOTHING: Recorded = { made: 0, isMailDue: false, isWebhookDue: false };

/** A notice made now, and somebody it concerns. */
type Concerned = {
  id: string;
  team_id: string;
  facts: unknown;
  user_id: string;
  email: EmailMode | null;
  dashboard: boolean | null;
  has_address: boolean;
};

/**
 * Tells a team's people of facts, in the caller's transaction: a notice each, unless there is one of this team, kind and subject
 * already, and its deliveries to those whom it concerns now and as they chose. The only way a notice is made.
 */
export async function recordNotice(tx: Transaction, given: readonly NewNotice[]): Promise<Recorded> {
  if (given.length === 0) return NOTHING;
  const now = clock.now();
  // In one order, so that two who tell the same wait for each other in a line.
  const all = given
    .toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0))
    .map((notice) => ({ ...notice, id: newId() }));
  const ids = await insertNotices(tx, all, now);
  if (ids.size === 0) return NOTHING;
  const isMailDue = await insertDeliveries(tx, await readConcerned(tx, [...ids]), now);
  const made = all.filter(({ id }) => ids.has(id));
  return { made: made.length, isMailDue, isWebhookDue: await publishNotices(tx, made) };
}

/** @returns the ids of those that are new */
async function insertNotices(
  tx: Transaction,
  all: readonly (NewNotice & { id: string })[],
  now: Date,
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO notices (id, team_id, kind, key_id, environment, subject, facts, created_at)
    SELECT id, team_id, facts ->> 'kind', key_id, environment::"Environment", subject, facts, ${now}
    FROM unnest(${all.map(({ id }) => id)}::uuid[], ${all.map(({ teamId }) => teamId)}::uuid[],
      ${all.map(({ key }) => key?.id ?? null)}::uuid[], ${all.map(({ key }) => key?.environment ?? null)}::text[],
      ${all.map(({ subject }) => subject)}::text[], ${all.map(({ facts }) => JSON.stringify(facts))}::jsonb[])
      AS g (id, team_id, key_id, environment, subject, facts)
    ON CONFLICT (team_id, kind, subject) DO NOTHING RETURNING id`;
  return new Set(rows.map(({ id }) => id));
}

/** Memberships are held, so that whoever is being removed is either told of nothing or takes it with them. */
const readConcerned = (tx: Transaction, ids: readonly string[]) => tx.$queryRaw<Concerned[]>`
  SELECT n.id, n.team_id, n.facts, m.user_id, p.email, p.dashboard, u.email_confirmed_at IS NOT NULL AS has_address
  FROM notices n ${MEMBERS_OF_NOTICE} JOIN users u ON u.id = m.user_id
  WHERE n.id = ANY (${ids}::uuid[]) AND ${IS_CONCERNED}
  FOR KEY SHARE OF m`;

/** @returns whether a mail is due at once */
async function insertDeliveries(tx: Transaction, concerned: readonly Concerned[], now: Date): Promise<boolean> {
  const maySend = isMailConfigured();
  const deliveries = concerned.flatMap(({ id, team_id, facts: stored, user_id, email, dashboard, has_address }) => {
    const facts = factsSchema.parse(stored);
    const dueAt = mailDue(facts, email ?? DEFAULT_EMAIL[GROUP_OF[facts.kind]], now);
    const row = { noticeId: id, teamId: team_id, userId: user_id, createdAt: now };
    return [
      ...(dashboard === false ? [] : [{ ...row, channel: "dashboard", dueAt: null }]),
      ...(maySend && has_address && dueAt !== null ? [{ ...row, channel: "mail", dueAt }] : []),
    ];
  });
  await tx.noticeDelivery.createMany({ data: deliveries });
  return deliveries.some(({ dueAt }) => dueAt !== null && dueAt <= now);
}
