"use client";

import { type ReactNode, useRef } from "react";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { FormDialog } from "@/components/ui/form-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import type { ActionResult } from "@/lib/actions/result";
import type { AccountDialogProps } from "./account-dialog";

type ConfirmDialogProps<T> = AccountDialogProps & {
  title: string;
  button: string;
  wayOut: string;
  look: "primary" | "danger";
  act: () => Promise<ActionResult<T>>;
  onDone: (data: T) => void;
  children: ReactNode;
};

/** Says what will happen, and does it behind a fresh sign-in. */
export function ConfirmDialog<T>(props: ConfirmDialogProps<T>) {
  const wayOut = useRef<HTMLButtonElement>(null);
  const { confirmed } = useConfirmIdentity();
  const submission = useSubmit(async () => {
    const answer = await confirmed(props.act);
    if (answer.ok) props.onDone(answer.data);
    return answer;
  });
  return (
    <FormDialog
      role="alertdialog"
      open={props.open}
      onOpenChange={() => {
        if (!submission.pending) props.close();
      }}
      onClosed={props.onClosed}
      title={props.title}
      initialFocus={wayOut}
      finalFocus={props.finalFocus}
      submission={submission}
      act={props.button}
      look={props.look}
      keep={props.wayOut}
      wayOut={wayOut}
      holds
    >
      <p className="text-sm">{props.children}</p>
    </FormDialog>
  );
}
