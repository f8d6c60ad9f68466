import { countryNamesOf } from "@/lib/alerts/country-names";
import type { Prisma } from "@/lib/db/generated/client";
import { showId } from "@/lib/ids";
import { withSecrets } from "@/lib/keys/load-key";
import { toView } from "@/lib/keys/to-view";
import { factsSchema } from "./facts";
import type { NoticeView } from "./view";

export const withNotice = {
  notice: { include: { key: { include: withSecrets } } },
} as const satisfies Prisma.NoticeDeliveryInclude;
type StoredDelivery = Prisma.NoticeDeliveryGetPayload<{ include: typeof withNotice }>;

/** A delivered notice as its person sees it. @param now milliseconds */
export function toNoticeView({ notice, readAt }: StoredDelivery, now: number): NoticeView {
  const facts = factsSchema.parse(notice.facts);
  return {
    id: showId("notice", notice.id),
    facts,
    environment: notice.environment,
    key: notice.key && toView(notice.key, now),
    countryNames: facts.kind === "alert.opened" ? countryNamesOf(facts.evidence) : {},
    createdAt: notice.createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
