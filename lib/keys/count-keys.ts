import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import type { Environment } from "./environment";
import { expiringCondition, FROM_KEYS, idleCondition } from "./list-conditions";
import { statusCondition } from "./status-condition";

export type KeyCounts = { all: number; active: number; expiring: number; idle: number; neverUsed: number };

/** The numbers on the cards over the key table, each of which is also a filter; idle and never used count active keys. */
export async function countKeys(actor: Actor, environment: Environment): Promise<KeyCounts> {
  authorise(actor, "key:read");
  const now = clock.now();
  const active = statusCondition("active", now);
  const [row] = await prisma().$queryRaw<Record<keyof KeyCounts, bigint>[]>`
    SELECT count(*) AS "all",
           count(*) FILTER (WHERE ${active}) AS active,
           count(*) FILTER (WHERE ${expiringCondition(now)}) AS expiring,
           count(*) FILTER (WHERE ${active} AND ${idleCondition(now, 30)}) AS idle,
           count(*) FILTER (WHERE ${active} AND used.at IS NULL) AS "neverUsed"
    FROM ${FROM_KEYS} WHERE k.team_id = ${actor.teamId}::uuid AND k.environment = ${environment}::"Environment"`;
  const count = (name: keyof KeyCounts): number => Number(row?.[name] ?? 0);
  return {
    all: count("all"),
    active: count("active"),
    expiring: count("expiring"),
    idle: count("idle"),
    neverUsed: count("neverUsed"),
  };
}
