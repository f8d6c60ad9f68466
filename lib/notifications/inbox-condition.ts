import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/db/generated/client";
import type { Environment } from "@/lib/keys/environment";
import { kindsOf, type NoticeGroup } from "./notice-kind";

/**
 * What lies in the acting person's inbox of this team: a person's own, so that no role has to be asked. A delivery goes with the
 * membership (foreign key), so that whoever leaves sees nothing of it any more.
 */
export function inboxCondition(
  { teamId, userId }: Actor,
  { environment, group }: { environment?: Environment; group?: NoticeGroup } = {},
): Prisma.NoticeDeliveryWhereInput {
  return {
    teamId,
    userId,
    channel: "dashboard",
    notice: {
      teamId,
      ...(environment && { OR: [{ environment }, { environment: null }] }),
      ...(group && { kind: { in: kindsOf(group) } }),
    },
  };
}
