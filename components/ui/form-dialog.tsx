"use client";

import type { ComponentProps } from "react";
import { Button } from "./button";
import { Dialog, DialogActions, DialogBody } from "./dialog";
import { Notice } from "./notice";
import type { useSubmit } from "./use-submit";

type FormDialogProps = ComponentProps<typeof Dialog> & {
  /** Of `useSubmit`. */
  submission: Pick<ReturnType<typeof useSubmit>, "form" | "message" | "pending" | "onSubmit">;
  /** What the form does: verb and object. */
  act: string;
  look?: "primary" | "danger";
  /** What closing it leaves as it is. */
  keep?: string;
};

/** A dialog that is one form: what went wrong above its fields, the way out and the act below. Enter submits. */
export function FormDialog(props: FormDialogProps) {
  const { submission, act, look = "primary", keep = "Cancel", children, ...dialog } = props;
  const { form, message, pending, onSubmit } = submission;
  return (
    <Dialog {...dialog}>
      <form ref={form} onSubmit={onSubmit} noValidate>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          {children}
        </DialogBody>
        <DialogActions>
          <Button onClick={() => dialog.onOpenChange(false, "close-press")}>{keep}</Button>
          <Button type="submit" look={look} pending={pending}>
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
