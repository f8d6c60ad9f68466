"use client";

import type { ReactNode, Ref } from "react";
import { Button } from "./button";
import { DialogActions, DialogBody } from "./dialog";
import { Notice } from "./notice";
import type { useSubmit } from "./use-submit";

export type DialogFormProps = {
  /** Of `useSubmit`. */
  submission: Pick<ReturnType<typeof useSubmit>, "form" | "message" | "pending" | "onSubmit">;
  /** What the form does: verb and object. */
  act: string;
  look?: "primary" | "danger";
  /** What closing it leaves as it is. */
  keep?: string;
  wayOut?: Ref<HTMLButtonElement>;
  /** What is under way cannot be left. */
  holds?: boolean;
  /** Beside the buttons. */
  note?: ReactNode;
  children?: ReactNode;
};

/** What a dialog with a form holds: what went wrong above its fields, the way out and the act below. Enter submits. */
export function DialogForm(props: DialogFormProps & { close: () => void }) {
  const { submission, act, look = "primary", keep = "Cancel", wayOut, holds = false, note, children, close } = props;
  const { form, message, pending, onSubmit } = submission;
  const isEmpty = !message && !children;
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className={isEmpty ? "pt-4" : undefined}>
      {!isEmpty && (
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          {children}
        </DialogBody>
      )}
      <DialogActions note={note}>
        <Button ref={wayOut} onClick={close} disabled={holds && pending}>
          {keep}
        </Button>
        <Button type="submit" look={look} pending={pending}>
          {act}
        </Button>
      </DialogActions>
    </form>
  );
}
