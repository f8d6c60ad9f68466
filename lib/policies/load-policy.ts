import { prisma, type Transaction } from "@/lib/db/prisma";
import { NO_POLICY, type Policy, type PolicyInForce, policyInForce } from "./policy";
import type { RotationRule } from "./rotation";

export type StoredPolicy = Policy & RotationRule;

/** What provider and team have asked, and what follows from both. */
export type TeamPolicies = { provider: StoredPolicy; team: StoredPolicy; inForce: PolicyInForce };

export const policyColumns = {
  maximumLifetimeDays: true,
  defaultExpiryDays: true,
  rotateEveryDays: true,
  overdueRotation: true,
  rotationSince: true,
  longestGraceSeconds: true,
  liveAllowList: true,
} as const;

const NOTHING_STORED: StoredPolicy = { ...NO_POLICY, rotationSince: null };

type Row = {
  maximum_lifetime_days: number | null;
  default_expiry_days: number | null;
  rotate_every_days: number | null;
  overdue_rotation: StoredPolicy["overdueRotation"];
  rotation_since: Date | null;
  longest_grace_seconds: number | null;
  live_allow_list: boolean;
};

const fromRow = (row: Row): StoredPolicy => ({
  maximumLifetimeDays: row.maximum_lifetime_days,
  defaultExpiryDays: row.default_expiry_days,
  rotateEveryDays: row.rotate_every_days,
  overdueRotation: row.overdue_rotation,
  rotationSince: row.rotation_since,
  longestGraceSeconds: row.longest_grace_seconds,
  liveAllowList: row.live_allow_list,
});

/** The policy of a team's keys, in one query. It hands nothing out, so that whoever calls it has asked who may read it. */
export async function loadPolicy(teamId: string, tx: Transaction = prisma()): Promise<TeamPolicies> {
  const rows = await tx.$queryRaw<(Row & { of: "provider" | "team" })[]>`
    SELECT 'provider' AS of, maximum_lifetime_days, default_expiry_days, rotate_every_days,
           overdue_rotation::text, rotation_since, longest_grace_seconds, live_allow_list
    FROM deployment WHERE id = 1
    UNION ALL
    SELECT 'team', maximum_lifetime_days, default_expiry_days, rotate_every_days,
           overdue_rotation::text, rotation_since, longest_grace_seconds, live_allow_list
    FROM team_policies WHERE team_id = ${teamId}::uuid`;
  const of = (whose: "provider" | "team"): StoredPolicy => {
    const row = rows.find((one) => one.of === whose);
    return row === undefined ? NOTHING_STORED : fromRow(row);
  };
  const [provider, team] = [of("provider"), of("team")];
  return { provider, team, inForce: policyInForce(provider, team) };
}
