"use client";

import { createContext, useContext } from "react";
import type { DialogControls } from "@/components/ui/use-dialog";
import type { KeyView } from "@/lib/keys/view";
import type { EndingSecret } from "@/lib/rotation/view";

export type KeyDialog =
  | { kind: "create" }
  | { kind: "rotate" | "disable" | "revoke"; key: KeyView }
  /** Null: whoever reports pastes the secret. */
  | { kind: "reportLeak"; key: KeyView | null }
  /** `allow`: an address to put on the allow list. */
  | { kind: "edit"; key: KeyView; allow?: string }
  | { kind: "endSecret" | "extendSecret"; key: KeyView; secret: EndingSecret };

/** What every dialog about a key is given. */
export type KeyDialogProps = DialogControls & {
  /** The change is made: the pages below read again. */
  onDone: () => void;
};

export const DialogsContext = createContext<{ open: (dialog: KeyDialog) => void } | null>(null);

export function useKeyDialogs() {
  const dialogs = useContext(DialogsContext);
  if (dialogs === null) throw new Error("useKeyDialogs is used outside a team's pages.");
  return dialogs;
}
