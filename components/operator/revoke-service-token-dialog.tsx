"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { DialogControls } from "@/components/ui/use-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { revokeServiceTokenAction } from "@/lib/actions/operator";
import type { ServiceTokenView } from "@/lib/operator/list-service-tokens";

type RevokeServiceTokenDialogProps = DialogControls & { onDone: () => void; token: ServiceTokenView };

export function RevokeServiceTokenDialog(props: RevokeServiceTokenDialogProps) {
  const { open, close, onClosed, onDone, finalFocus, token } = props;
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const revoked = await revokeServiceTokenAction({ tokenId: token.id });
    if (revoked.ok) onDone();
    return revoked;
  });
  return (
    <Dialog
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
    >
      <form ref={form} onSubmit={onSubmit} noValidate>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          <p className="text-sm">
            Every gateway refuses it at once, for good. A service that still uses it can verify no key: give it another
            token first.
          </p>
        </DialogBody>
        <DialogActions>
          <Button onClick={close}>Keep token</Button>
          <Button type="submit" look="danger" pending={pending}>
            Revoke token
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
