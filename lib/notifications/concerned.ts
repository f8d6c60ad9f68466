import { Prisma } from "@/lib/db/generated/client";
import { GROUP_OF } from "./notice-kind";

/** The group of `notices n`. */
const group = Prisma.sql`CASE n.kind ${Prisma.join(
  Object.entries(GROUP_OF).map(([kind, name]) => Prisma.sql`WHEN ${kind} THEN ${name}`),
  " ",
)} END`;

/**
 * Joins to `notices n` its key `k`, the members `m` of its team and what they chose about it, `p` (null: nothing).
 */
export const MEMBERS_OF_NOTICE = Prisma.sql`
  LEFT JOIN keys k ON k.id = n.key_id AND k.team_id = n.team_id
  JOIN memberships m ON m.team_id = n.team_id
  LEFT JOIN notice_preferences p ON p.team_id = m.team_id AND p.user_id = m.user_id AND p.kind_group = ${group}`;

/**
 * Whether `m` is to be told: owners and admins of all keys, and a key's creator while they may act on it; each other than that only
 * if they chose it (lib/notifications/preference.ts). What is about no key is for owners and admins.
 */
export const IS_CONCERNED = Prisma.sql`
  CASE
    WHEN n.key_id IS NULL THEN m.role IN ('owner', 'admin')
    WHEN coalesce(p.keys, CASE WHEN m.role IN ('owner', 'admin') THEN 'all' ELSE 'own' END) = 'all' THEN true
    ELSE k.created_by_id = m.user_id AND m.role <> 'viewer'
  END`;
