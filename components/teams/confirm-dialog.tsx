"use client";

import { type ReactNode, useRef } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { useSubmit } from "@/components/ui/use-submit";

type ConfirmDialogProps = DialogControls & {
  title: ReactNode;
  description?: ReactNode;
  /** The act, and the way out, as their buttons say them. */
  act: string;
  keep: string;
  danger?: boolean;
  /** Deals with success itself. */
  run: () => Promise<{ ok: true } | { ok: false; error: { message: string; fieldErrors?: Record<string, string> } }>;
  children?: ReactNode;
};

/** Says what an act will do, then does it; the way out has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, close, onClosed, finalFocus, title, description, act, keep, danger = false, run, children } = props;
  const wayOut = useRef<HTMLButtonElement>(null);
  const submission = useSubmit(async () => {
    const outcome = await run();
    // There are no fields to show errors beside.
    return outcome.ok ? outcome : { ok: false, error: { message: outcome.error.message } };
  });
  return (
    <FormDialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={title}
      description={description}
      initialFocus={wayOut}
      finalFocus={finalFocus}
      submission={submission}
      act={act}
      look={danger ? "danger" : "primary"}
      keep={keep}
      wayOut={wayOut}
    >
      {children}
    </FormDialog>
  );
}
