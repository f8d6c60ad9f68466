import { Prisma } from "@/lib/db/generated/client";
import type { KeyStatus } from "./status";

/** lib/keys/status.ts as an SQL condition on `keys k`, for filters and counts; a property test holds the two together. */
export function statusCondition(status: KeyStatus, now: Date): Prisma.Sql {
  switch (status) {
    case "revoked":
      return Prisma.sql`k.revoked_at IS NOT NULL`;
    case "expired":
      return Prisma.sql`k.revoked_at IS NULL AND k.expires_at <= ${now}`;
    case "disabled":
      return Prisma.sql`k.revoked_at IS NULL AND k.disabled_at IS NOT NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})`;
    case "active":
      return Prisma.sql`k.revoked_at IS NULL AND k.disabled_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})`;
  }
}
