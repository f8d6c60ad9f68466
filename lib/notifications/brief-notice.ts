import type { Prisma } from "@/lib/db/generated/client";
import { showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import { factsSchema, type NoticeFacts } from "./facts";

/** As much of a notice as one line tells: for the bell and the banner, which stand on every page. */
export type BriefNotice = {
  id: string;
  facts: NoticeFacts;
  environment: Environment | null;
  key: { id: string; label: string } | null;
  createdAt: string;
  readAt: string | null;
};

const keyInBrief = {
  ...{ id: true, teamId: true, environment: true, label: true },
  ...{ expiresAt: true, rotateBy: true, rotationEnforced: true, disabledAt: true, revokedAt: true },
} as const;
/** What is read for it; of the key also what tells whether the notice still holds. */
export const inBrief = {
  readAt: true,
  notice: { select: { id: true, facts: true, environment: true, createdAt: true, key: { select: keyInBrief } } },
} as const satisfies Prisma.NoticeDeliverySelect;
export type BriefDelivery = Prisma.NoticeDeliveryGetPayload<{ select: typeof inBrief }>;

export const toBriefNotice = ({ notice, readAt }: BriefDelivery): BriefNotice => ({
  id: showId("notice", notice.id),
  facts: factsSchema.parse(notice.facts),
  environment: notice.environment,
  key: notice.key && { id: showId("key", notice.key.id), label: notice.key.label },
  createdAt: notice.createdAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});
