import { requireOperator } from "@/lib/auth/require-operator";
import { clock } from "@/lib/clock";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { usageStore } from "@/lib/usage/open-usage-store";
import { namedRange } from "@/lib/usage/range";
import type { Operator } from "./operator";
import { type ListTeamsOfDeploymentQuery, TEAM_PAGE_SIZE } from "./schema";

export type TeamOfDeployment = {
  id: string;
  name: string;
  slug: string;
  createdAt: string;
  members: number;
  /** Not revoked. */
  keys: number;
  /** Verifications of the last 30 days. */
  requests: number;
  /** The last change in its trail, or the last verification of the last 30 days (of days gone by: the day). */
  lastActivityAt: string | null;
};

export type TeamsOfDeployment = { teams: TeamOfDeployment[]; total: number; page: number; pages: number };

type Row = {
  id: string;
  name: string;
  slug: string;
  created_at: Date;
  members: number;
  keys: number;
  last_event_at: Date | null;
};

/** `%` and `_` mean themselves in what a person types. */
const containing = (q: string): string => `%${q.replace(/[\\%_]/g, "\\$&").replaceAll("\0", "\ufffd")}%`;

const matching = (q: string): Prisma.Sql =>
  q === ""
    ? Prisma.sql`true`
    : Prisma.sql`(t.name ILIKE ${containing(q)} OR t.slug ILIKE ${containing(q)} OR EXISTS (
        SELECT FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.team_id = t.id AND u.email ILIKE ${containing(q)}))`;

const later = (a: Date | null | undefined, b: Date | null | undefined): string | null => {
  const times = [a, b].flatMap((at) => (at ? [at.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
};

/** Every team of the deployment, newest first, a page at a time; a page past the last one is the last. @throws DomainError forbidden */
export async function listTeamsOfDeployment(
  person: Operator,
  { q, page }: ListTeamsOfDeploymentQuery,
): Promise<TeamsOfDeployment> {
  requireOperator(person);
  const where = matching(q);
  const [counted] = await prisma().$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM teams t WHERE ${where}`;
  const total = counted?.n ?? 0;
  const pages = Math.max(1, Math.ceil(total / TEAM_PAGE_SIZE));
  const shown = Math.min(page, pages);
  const rows = await prisma().$queryRaw<Row[]>`
    SELECT t.id, t.name, t.slug, t.created_at,
      (SELECT count(*)::int FROM memberships m WHERE m.team_id = t.id) AS members,
      (SELECT count(*)::int FROM keys k WHERE k.team_id = t.id AND k.revoked_at IS NULL) AS keys,
      (SELECT e.at FROM audit_events e WHERE e.team_id = t.id ORDER BY e.at DESC LIMIT 1) AS last_event_at
    FROM teams t WHERE ${where}
    ORDER BY t.created_at DESC, t.id DESC LIMIT ${TEAM_PAGE_SIZE} OFFSET ${(shown - 1) * TEAM_PAGE_SIZE}`;
  const ids = rows.map(({ id }) => id);
  const usage = await usageStore().requestsByTeam(ids, namedRange("30d", clock.ms()));
  return {
    total,
    page: shown,
    pages,
    teams: rows.map((row) => ({
      id: showId("team", row.id),
      name: row.name,
      slug: row.slug,
      createdAt: row.created_at.toISOString(),
      members: row.members,
      keys: row.keys,
      requests: usage.get(row.id)?.requests ?? 0,
      lastActivityAt: later(row.last_event_at, usage.get(row.id)?.lastAt),
    })),
  };
}
