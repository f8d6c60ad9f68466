"use client";

import { useMay } from "@/components/shell/team-context";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyView } from "@/lib/keys/view";

/** Why the gateway refuses this key, when it does. */
export function KeyStateNotice({ item }: { item: KeyView }) {
  const may = useMay();
  if (item.status === "revoked" && item.revokedAt) {
    return (
      <Notice tone="danger">
        Revoked <RelativeTime at={item.revokedAt} />. Every secret of this key is refused, for good.
        {item.revokeReason && <span className="block text-muted">Reason: {item.revokeReason}</span>}
      </Notice>
    );
  }
  if (item.status === "disabled" && item.disabledAt) {
    return (
      <Notice tone="warning">
        Disabled <RelativeTime at={item.disabledAt} />. Every secret of this key is refused until somebody enables it.
      </Notice>
    );
  }
  if (item.status === "expired" && item.expiresAt) {
    return (
      <Notice tone="warning">
        Expired <RelativeTime at={item.expiresAt} />. Every secret of this key is refused.
        {may("key:edit", item) && " Edit the key to give it a later end, or create a new one."}
      </Notice>
    );
  }
  return null;
}
