"use client";

import { RefreshCw } from "lucide-react";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyView } from "@/lib/keys/view";
import { useKeyDialogs } from "./key-dialog-context";
import { rotationState } from "./rotation-words";

const SOON_MS = 30 * 86_400_000;

function RotateNow({ item }: { item: KeyView }) {
  const { open } = useKeyDialogs();
  const may = useMay();
  if (!may("key:rotate", item)) return null;
  return (
    <Button
      look="primary"
      size="sm"
      icon={<RefreshCw aria-hidden className="size-3.5" />}
      className="mt-2 flex"
      onClick={() => open({ kind: "rotate", key: item })}
    >
      Rotate now
    </Button>
  );
}

/** That a rotation is due soon, or overdue; and what follows, which is why the gateway refuses the key when it does. */
function RotationNotice({ item }: { item: KeyView }) {
  const now = useNow();
  const state = rotationState(item, now);
  if (state === null || item.rotateBy === null) return null;
  if (state === "ended") {
    return (
      <Notice tone="danger">
        Rotation overdue since <RelativeTime at={item.rotateBy} />: ended until it is rotated. Every secret of this key
        is refused; the new one works at once.
        <RotateNow item={item} />
      </Notice>
    );
  }
  if (state === "due" && Date.parse(item.rotateBy) - now > SOON_MS) return null;
  return (
    <Notice tone={state === "overdue" || item.rotationEnforced ? "warning" : "info"}>
      {state === "overdue" ? (
        <>
          Rotation overdue since <RelativeTime at={item.rotateBy} />. The key goes on working.
        </>
      ) : (
        <>
          To be rotated <RelativeTime at={item.rotateBy} />.
          {item.rotationEnforced && " From then on every secret of this key is refused until it is rotated."}
        </>
      )}
      <RotateNow item={item} />
    </Notice>
  );
}

/** Why the gateway refuses this key, when it does, and what it waits for. */
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
  if (item.endedBy === "expiry" && item.expiresAt) {
    return (
      <Notice tone="warning">
        Expired <RelativeTime at={item.expiresAt} />. Every secret of this key is refused.
        {may("key:edit", item) && " Edit the key to give it a later end, or create a new one."}
      </Notice>
    );
  }
  if (item.status === "active" && item.secrets.every(({ status }) => status === "ended")) {
    return (
      <Notice tone="danger">
        No secret of this key works any more, so that every call with it is refused. Rotate it for a new one.
        <RotateNow item={item} />
      </Notice>
    );
  }
  return <RotationNotice item={item} />;
}
