"use client";

import { FormDialog } from "@/components/ui/form-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { editScopeAction } from "@/lib/actions/operator";
import type { ScopeDialogProps } from "./scope-dialog";

export function RetireScopeDialog(props: ScopeDialogProps & { name: string; holders: number }) {
  const { open, close, onClosed, onDone, finalFocus, name, holders } = props;
  const submission = useSubmit(async () => {
    const retired = await editScopeAction({ name, retired: true });
    if (retired.ok) onDone(`${name} is retired`);
    return retired;
  });
  return (
    <FormDialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={`Retire ${name}`}
      description="No key is given it any more. It can be restored."
      finalFocus={finalFocus}
      submission={submission}
      act="Retire scope"
      look="danger"
      keep="Keep scope"
    >
      <p className="text-sm">
        {holders === 0
          ? "No key holds it, so that it can be removed afterwards."
          : `${holders === 1 ? "1 key holds" : `${holders.toLocaleString("en")} keys hold`} it and keep it: no call that works today fails because of this.`}
      </p>
    </FormDialog>
  );
}
