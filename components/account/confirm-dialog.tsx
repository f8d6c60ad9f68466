"use client";

import { type ReactNode, useRef } from "react";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
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
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const answer = await confirmed(props.act);
    if (answer.ok) props.onDone(answer.data);
    return answer;
  });
  return (
    <Dialog
      role="alertdialog"
      open={props.open}
      onOpenChange={() => {
        if (!pending) props.close();
      }}
      onClosed={props.onClosed}
      title={props.title}
      initialFocus={wayOut}
      finalFocus={props.finalFocus}
    >
      <form ref={form} method="post" onSubmit={onSubmit}>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          <p className="text-sm">{props.children}</p>
        </DialogBody>
        <DialogActions>
          <Button ref={wayOut} onClick={props.close} disabled={pending}>
            {props.wayOut}
          </Button>
          <Button type="submit" look={props.look} pending={pending}>
            {props.button}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
