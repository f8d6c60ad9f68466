import { Prisma } from "@/lib/db/generated/client";
import { readId } from "@/lib/ids";
import { parseKey } from "./format";
import { hashToken } from "./hash";
import { mayBeImported } from "./import/may-be-imported";
import type { ListKeysQuery } from "./schema";
import { isLiving, KEY_END, statusCondition } from "./status-condition";

const DAY_MS = 86_400_000;
export const EXPIRING_DAYS = 30;

/** `keys k` beside the last use over all its secrets, as `used.at`. */
export const FROM_KEYS = Prisma.sql`keys k
  LEFT JOIN LATERAL (
    SELECT max(u.at) AS at FROM secrets s JOIN secret_last_uses u USING (public_id) WHERE s.key_id = k.id
  ) used ON true`;

const before = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** Not used for `days`: the last use is older, or there was none and the key itself is older. */
export const idleCondition = (now: Date, days: number): Prisma.Sql =>
  Prisma.sql`coalesce(used.at, k.created_at) < ${before(now, days)}`;

const soon = (now: Date): Date => new Date(now.getTime() + EXPIRING_DAYS * DAY_MS);

/** What stops being accepted soon, by its expiry or by an enforced rotation. */
export const expiringCondition = (now: Date): Prisma.Sql =>
  Prisma.sql`(${statusCondition("active", now)}) AND ${KEY_END} <= ${soon(now)}`;

/** Of keys that a rotation helps, enforced or not. */
const rotationCondition = (rotation: "due" | "overdue", now: Date): Prisma.Sql =>
  rotation === "due"
    ? Prisma.sql`(${isLiving(now)}) AND k.rotate_by > ${now} AND k.rotate_by <= ${soon(now)}`
    : Prisma.sql`(${isLiving(now)}) AND k.rotate_by <= ${now}`;

/** A whole key pasted into the search (the leaked one, at 3 a.m.) is looked for by its public id; its secret goes no further. */
function searchCondition(q: string): Prisma.Sql {
  const parsed = parseKey(q);
  // It may still come from another deployment of this product, whose public ids nobody knows here.
  if (parsed)
    return Prisma.sql`EXISTS (SELECT 1 FROM secrets s WHERE s.key_id = k.id
      AND (s.public_id = ${parsed.publicId} OR s.imported AND s.hash = ${hashToken(q)}))`;
  // One made elsewhere is known by its hash; where nothing has it, the text may still be a part of a label.
  const imported = mayBeImported(q)
    ? Prisma.sql`OR EXISTS (SELECT 1 FROM secrets s WHERE s.key_id = k.id AND s.imported AND s.hash = ${hashToken(q)})`
    : Prisma.empty;
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const id = readId("key", q);
  return Prisma.sql`(k.label ILIKE ${like} OR k.note ILIKE ${like} OR k.id = ${id}::uuid
    OR EXISTS (SELECT 1 FROM secrets s WHERE s.key_id = k.id AND (s.public_id = ${q} OR s.last_four = ${q.slice(-4)} AND ${q} LIKE '%****%' OR s.last_four = ${q})) ${imported})`;
}

/** The WHERE of the key list; the tenancy comes first and always. */
export function listConditions(teamId: string, query: ListKeysQuery, now: Date): Prisma.Sql {
  const conditions = [Prisma.sql`k.team_id = ${teamId}::uuid`];
  if (query.environment) conditions.push(Prisma.sql`k.environment = ${query.environment}::"Environment"`);
  if (query.status) conditions.push(statusCondition(query.status, now));
  if (query.q) conditions.push(searchCondition(query.q));
  if (query.creator) conditions.push(Prisma.sql`k.created_by_id = ${readId("user", query.creator)}::uuid`);
  if (query.scope) conditions.push(Prisma.sql`${query.scope} = ANY (k.scopes)`);
  if (query.idle === "never") conditions.push(Prisma.sql`used.at IS NULL`);
  else if (query.idle) conditions.push(idleCondition(now, Number(query.idle)));
  if (query.expiring === "soon") conditions.push(expiringCondition(now));
  if (query.expiring === "none") conditions.push(Prisma.sql`k.expires_at IS NULL`);
  if (query.rotation) conditions.push(rotationCondition(query.rotation, now));
  return Prisma.join(
    conditions.map((condition) => Prisma.sql`(${condition})`),
    " AND ",
  );
}
