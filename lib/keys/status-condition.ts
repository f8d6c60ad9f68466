import { Prisma } from "@/lib/db/generated/client";
import type { KeyStatus } from "./status";

/** `keyEnd` of lib/keys/status.ts on `keys k`; least() passes over what is null. */
export const KEY_END = Prisma.sql`least(k.expires_at, CASE WHEN k.rotation_enforced THEN k.rotate_by END)`;

const isOver = (now: Date): Prisma.Sql => Prisma.sql`${KEY_END} <= ${now}`;

/** Neither revoked nor past its own expiry: accepted, disabled, or refused only until it is rotated. */
export const isLiving = (now: Date): Prisma.Sql =>
  Prisma.sql`k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})`;

/** lib/keys/status.ts as an SQL condition on `keys k`, for filters and counts; a property test holds the two together. */
export function statusCondition(status: KeyStatus, now: Date): Prisma.Sql {
  switch (status) {
    case "revoked":
      return Prisma.sql`k.revoked_at IS NOT NULL`;
    case "expired":
      return Prisma.sql`k.revoked_at IS NULL AND ${isOver(now)}`;
    case "disabled":
      return Prisma.sql`k.revoked_at IS NULL AND k.disabled_at IS NOT NULL AND (${isOver(now)}) IS NOT TRUE`;
    case "active":
      return Prisma.sql`k.revoked_at IS NULL AND k.disabled_at IS NULL AND (${isOver(now)}) IS NOT TRUE`;
  }
}
