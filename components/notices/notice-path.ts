import { inEnvironment } from "@/components/shell/environment";
import type { BriefNotice } from "@/lib/notifications/brief-notice";
import { noticeLinks } from "@/lib/notifications/notice-links";

type Placed = Pick<BriefNotice, "facts" | "environment"> & { key: { id: string } | null };

/** Where a notice is looked into, without doing anything there: its key's page, the alert, the webhook. */
export function noticePath(team: string, { facts, environment, key }: Placed): string {
  const isOfKey = key !== null && facts.kind !== "alert.opened";
  if (isOfKey) return inEnvironment(`/${team}/keys/${key.id}`, environment ?? "live");
  return noticeLinks({ team, facts, keyId: key?.id ?? null, environment })[0]?.path ?? `/${team}/notices`;
}
