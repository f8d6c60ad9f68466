"use client";

import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { revokeServiceTokenAction } from "@/lib/actions/operator";
import type { ServiceTokenView } from "@/lib/operator/list-service-tokens";

type RevokeServiceTokenDialogProps = DialogControls & { onDone: () => void; token: ServiceTokenView };

export function RevokeServiceTokenDialog(props: RevokeServiceTokenDialogProps) {
  const { open, close, onClosed, onDone, finalFocus, token } = props;
  const submission = useSubmit(async () => {
    const revoked = await revokeServiceTokenAction({ tokenId: token.id });
    if (revoked.ok) onDone();
    return revoked;
  });
  return (
    <FormDialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={
        <>
          Revoke <bdi>{token.name}</bdi>
        </>
      }
      description={<span className="tabular">{token.masked}</span>}
      finalFocus={finalFocus}
      submission={submission}
      act="Revoke token"
      look="danger"
      keep="Keep token"
    >
      <p className="text-sm">
        Every gateway refuses it at once, for good. A service that still uses it can verify no key: give it another
        token first.
      </p>
    </FormDialog>
  );
}
