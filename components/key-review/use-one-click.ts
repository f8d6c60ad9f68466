"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { actOnKeysAction } from "@/lib/actions/key-review";
import { editKeyAction } from "@/lib/actions/keys";
import type { KeyView } from "@/lib/keys/view";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

type OneClick = "set-expiry" | "drop-scopes";

const SAID: Record<OneClick, (label: string) => string> = {
  "set-expiry": (label) => `${label} expires in 90 days at the latest`,
  "drop-scopes": (label) => `Unused scopes of ${label} are dropped`,
};
/** What the key was before, as an edit. */
const before = (key: KeyView, act: OneClick) =>
  act === "set-expiry" ? { expiresAt: key.expiresAt } : { scopes: key.scopes };

/** A change that takes one click, since another one undoes it. */
export function useOneClick(key: KeyView) {
  const router = useRouter();
  const { slug, policy } = useTeam();
  const [pending, setPending] = useState<OneClick | null>(null);

  const undo = async (act: OneClick) => {
    const undone = await editKeyAction({ team: slug, keyId: key.id, ...before(key, act) }).catch(() => null);
    if (undone?.ok) toast("Undone");
    else toast.error(undone?.error.message ?? UNREACHABLE);
    router.refresh();
  };
  const act = async (which: OneClick) => {
    setPending(which);
    const acted = await actOnKeysAction({ team: slug, act: which, keyIds: [key.id] }).catch(() => null);
    setPending(null);
    const refused = acted === null ? UNREACHABLE : acted.ok ? acted.data.refused[0]?.message : acted.error.message;
    if (refused !== undefined) toast.error(refused);
    else {
      // Where every key must end, an end cannot be taken away again.
      const undoable = which === "drop-scopes" || policy.maximumLifetimeDays === null;
      toast(SAID[which](key.label), {
        ...(undoable && { action: { label: "Undo", onClick: () => void undo(which) }, duration: 10_000 }),
      });
    }
    router.refresh();
  };
  return { act, pending };
}
