import type { Prisma } from "@/lib/db/generated/client";
import type { AlertStatus } from "./schema";

/** What was looked at stays acknowledged, muted or not. */
export const statusCondition: Record<AlertStatus, Prisma.AlertWhereInput> = {
  open: { acknowledgedAt: null, mutedAt: null },
  acknowledged: { acknowledgedAt: { not: null } },
  muted: { acknowledgedAt: null, mutedAt: { not: null } },
};

export const statusOf = (alert: { acknowledgedAt: Date | null; mutedAt: Date | null }): AlertStatus =>
  alert.acknowledgedAt !== null ? "acknowledged" : alert.mutedAt !== null ? "muted" : "open";
