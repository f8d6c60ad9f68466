"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { ReportLeakDialog } from "@/components/leaks/report-leak-dialog";
import { EndSecretDialog } from "@/components/rotation/end-secret-dialog";
import { ExtendSecretDialog } from "@/components/rotation/extend-secret-dialog";
import { useTeam } from "@/components/shell/team-context";
import { useDialog } from "@/components/ui/use-dialog";
import type { RevealedKey } from "@/lib/keys/view";
import { CreateKeyDialog } from "./create-key-dialog";
import { DisableKeyDialog } from "./disable-key-dialog";
import { EditKeyDialog } from "./edit-key-dialog";
import { DialogsContext, type KeyDialog, type KeyDialogProps } from "./key-dialog-context";
import { keyContent } from "./reveal-content";
import { useReveal } from "./reveal-provider";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** All dialogs about keys, mounted above the pages, so that a page's refresh never unmounts one. */
export function KeyDialogsProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { shown: dialog, show, controls, handOver } = useDialog<KeyDialog>();
  const reveal = useReveal();
  const { gatewayUrl, keyPrefix, storageMode } = useTeam();

  const dialogs = useMemo(() => ({ open: show }), [show]);

  const onDone = () => {
    controls.close();
    router.refresh();
  };
  const onRevealed = (made: RevealedKey) => {
    const retrievable = storageMode === "retrievable";
    reveal({ content: keyContent(made, retrievable, gatewayUrl, keyPrefix), finalFocus: handOver() });
    onDone();
  };
  const props: KeyDialogProps = { ...controls, onDone };

  return (
    <DialogsContext value={dialogs}>
      {children}
      {dialog?.kind === "create" && <CreateKeyDialog {...props} onRevealed={onRevealed} />}
      {dialog?.kind === "rotate" && <RotateKeyDialog {...props} item={dialog.key} onRevealed={onRevealed} />}
      {dialog?.kind === "edit" && <EditKeyDialog {...props} item={dialog.key} allow={dialog.allow} />}
      {dialog?.kind === "disable" && <DisableKeyDialog {...props} item={dialog.key} />}
      {dialog?.kind === "revoke" && <RevokeKeyDialog {...props} item={dialog.key} />}
      {dialog?.kind === "reportLeak" && <ReportLeakDialog {...props} item={dialog.key} />}
      {dialog?.kind === "endSecret" && <EndSecretDialog {...props} item={dialog.key} secret={dialog.secret} />}
      {dialog?.kind === "extendSecret" && <ExtendSecretDialog {...props} item={dialog.key} secret={dialog.secret} />}
    </DialogsContext>
  );
}
