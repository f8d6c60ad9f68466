import type pg from "pg";
import type { RotationRule } from "@/lib/policies/rotation";
import type { TargetTrace } from "./demo-audit";
import { insertRows } from "./insert-rows";

const SET_DAYS_AGO = 120.4;
const LIMITS = { rotateEveryDays: 180, defaultExpiryDays: 90, longestGraceSeconds: 604_800 };

/** What the demo's keys are to be rotated by. */
export const demoRule = (daysAgo: (days: number) => Date): RotationRule => ({
  rotateEveryDays: LIMITS.rotateEveryDays,
  overdueRotation: null,
  rotationSince: daysAgo(SET_DAYS_AGO),
});

/** The team asks for a rotation twice a year, and shows what is overdue. @returns what the trail says of it */
export async function placePolicy(
  client: pg.ClientBase,
  teamId: string,
  daysAgo: (days: number) => Date,
): Promise<TargetTrace[]> {
  const at = daysAgo(SET_DAYS_AGO);
  await insertRows(client, "team_policies", [
    {
      team_id: teamId,
      rotate_every_days: LIMITS.rotateEveryDays,
      default_expiry_days: LIMITS.defaultExpiryDays,
      longest_grace_seconds: LIMITS.longestGraceSeconds,
      rotation_since: at.toISOString(),
      live_allow_list: false,
    },
  ]);
  const before = Object.fromEntries(Object.keys(LIMITS).map((limit) => [limit, null]));
  return [{ action: "policy.edit", at, by: "Ada Winter", before, after: LIMITS, kind: "team", id: teamId }];
}
