"use client";

import { createContext, useContext } from "react";
import type { KeyView } from "@/lib/keys/view";

export type KeyDialog =
  | { kind: "create" }
  | { kind: "rotate" | "edit" | "disable" | "revoke"; key: KeyView }
  | { kind: "endSecret"; key: KeyView; secretId: string };

/** What every dialog about a key is given. */
export type KeyDialogProps = {
  open: boolean;
  close: () => void;
  onClosed: () => void;
  /** Where the focus returns: the button or the row menu it was opened from. */
  finalFocus: () => HTMLElement | boolean;
  /** The change is made: the pages below read again. */
  onDone: () => void;
};

export const DialogsContext = createContext<{ open: (dialog: KeyDialog) => void } | null>(null);

export function useKeyDialogs() {
  const dialogs = useContext(DialogsContext);
  if (dialogs === null) throw new Error("useKeyDialogs is used outside a team's pages.");
  return dialogs;
}
