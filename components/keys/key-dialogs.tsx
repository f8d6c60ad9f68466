"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useTeam } from "@/components/shell/team-context";
import type { RevealedKey } from "@/lib/keys/view";
import { CreateKeyDialog } from "./create-key-dialog";
import { DisableKeyDialog } from "./disable-key-dialog";
import { EditKeyDialog } from "./edit-key-dialog";
import { EndSecretDialog } from "./end-secret-dialog";
import { DialogsContext, type KeyDialog, type KeyDialogProps } from "./key-dialog-context";
import { useReveal } from "./reveal-provider";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** A menu item is gone once its dialog is open; the menu's own button stays. */
const openerNow = (): Element | null =>
  document.querySelector("[aria-haspopup=menu][data-popup-open]") ?? document.activeElement;

/** All dialogs about keys, mounted above the pages, so that a page's refresh never unmounts one. */
export function KeyDialogsProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const opener = useRef<Element | null>(null);
  // A dialog that ends in a reveal must not take the focus back from it.
  const handedOver = useRef(false);
  const [dialog, setDialog] = useState<KeyDialog | null>(null);
  const [open, setOpen] = useState(false);
  const reveal = useReveal();
  const { gatewayUrl, keyPrefix } = useTeam();

  const dialogs = useMemo(
    () => ({
      open: (next: KeyDialog) => {
        opener.current = openerNow();
        handedOver.current = false;
        setDialog(next);
        setOpen(true);
      },
    }),
    [],
  );

  const onDone = () => {
    setOpen(false);
    router.refresh();
  };
  const onRevealed = (made: RevealedKey) => {
    handedOver.current = true;
    reveal({ revealed: made, gatewayUrl, keyPrefix, finalFocus: backToOpener });
    onDone();
  };
  const backToOpener = () => {
    const from = opener.current;
    if (from instanceof HTMLElement && from !== document.body && from.isConnected) return from;
    return document.getElementById("content") ?? true;
  };
  const props: KeyDialogProps = {
    open,
    close: () => setOpen(false),
    onClosed: () => setDialog(null),
    finalFocus: () => (handedOver.current ? false : backToOpener()),
    onDone,
  };

  return (
    <DialogsContext value={dialogs}>
      {children}
      {dialog?.kind === "create" && <CreateKeyDialog {...props} onRevealed={onRevealed} />}
      {dialog?.kind === "rotate" && <RotateKeyDialog {...props} item={dialog.key} onRevealed={onRevealed} />}
      {dialog?.kind === "edit" && <EditKeyDialog {...props} item={dialog.key} />}
      {dialog?.kind === "disable" && <DisableKeyDialog {...props} item={dialog.key} />}
      {dialog?.kind === "revoke" && <RevokeKeyDialog {...props} item={dialog.key} />}
      {dialog?.kind === "endSecret" && <EndSecretDialog {...props} item={dialog.key} secretId={dialog.secretId} />}
    </DialogsContext>
  );
}
