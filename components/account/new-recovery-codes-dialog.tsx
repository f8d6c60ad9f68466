"use client";

import { regenerateRecoveryCodesAction } from "@/lib/actions/second-factor";
import type { AccountDialogProps } from "./account-dialog";
import { ConfirmDialog } from "./confirm-dialog";

type Props = AccountDialogProps & { left: number; onCodes: (codes: readonly string[]) => void };

export function NewRecoveryCodesDialog({ left, onCodes, ...dialog }: Props) {
  return (
    <ConfirmDialog
      {...dialog}
      title="Replace recovery codes"
      button="Replace codes"
      wayOut="Keep codes"
      look="primary"
      act={() => regenerateRecoveryCodesAction({})}
      onDone={({ codes }) => onCodes(codes)}
    >
      You get 10 new codes.{" "}
      {left === 0
        ? "None of the old ones is left."
        : `The ${left} unused ${left === 1 ? "one stops" : "ones stop"} working at once.`}
    </ConfirmDialog>
  );
}
