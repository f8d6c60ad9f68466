"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useSubmit } from "@/components/ui/use-submit";
import { editScopeAction } from "@/lib/actions/operator";
import type { ScopeDialogProps } from "./scope-dialog";

export function RetireScopeDialog(props: ScopeDialogProps & { name: string; holders: number }) {
  const { open, close, onClosed, onDone, finalFocus, name, holders } = props;
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const retired = await editScopeAction({ name, retired: true });
    if (retired.ok) onDone(`${name} is retired`);
    return retired;
  });
  return (
    <Dialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={`Retire ${name}`}
      description="No key is given it any more. It can be restored."
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
            {holders === 0
              ? "No key holds it, so that it can be removed afterwards."
              : `${holders === 1 ? "1 key holds" : `${holders.toLocaleString("en")} keys hold`} it and keep it: no call that works today fails because of this.`}
          </p>
        </DialogBody>
        <DialogActions>
          <Button onClick={close}>Keep scope</Button>
          <Button type="submit" look="danger" pending={pending}>
            Retire scope
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
