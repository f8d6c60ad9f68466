"use client";

import { toast } from "sonner";
import { turnOffSecondFactorAction } from "@/lib/actions/second-factor";
import type { AccountDialogProps } from "./account-dialog";
import { ConfirmDialog } from "./confirm-dialog";

export function TurnOffDialog({ onDone, ...dialog }: AccountDialogProps & { onDone: () => void }) {
  return (
    <ConfirmDialog
      {...dialog}
      title="Turn off second factor"
      button="Turn off"
      wayOut="Keep it on"
      look="danger"
      act={() => turnOffSecondFactorAction({})}
      onDone={() => {
        dialog.close();
        toast("Second factor is off");
        onDone();
      }}
    >
      From then on the password alone signs you in. The secret in your app and all recovery codes stop working. Your
      teams see it in their audit trails.
    </ConfirmDialog>
  );
}
