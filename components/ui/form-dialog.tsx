"use client";

import type { ComponentProps } from "react";
import { Dialog } from "./dialog";
import { DialogForm, type DialogFormProps } from "./dialog-form";

type FormDialogProps = Omit<ComponentProps<typeof Dialog>, "children"> & DialogFormProps;

/** A dialog that is one form. */
export function FormDialog(props: FormDialogProps) {
  const { submission, act, look, keep, wayOut, holds, note, children, ...dialog } = props;
  const form = { submission, act, look, keep, wayOut, holds, note };
  return (
    <Dialog {...dialog}>
      <DialogForm {...form} close={() => dialog.onOpenChange(false, "close-press")}>
        {children}
      </DialogForm>
    </Dialog>
  );
}
