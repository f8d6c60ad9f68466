"use client";

import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useSubmit } from "@/components/ui/use-submit";
import type { ActedOnKeys } from "@/lib/key-review/act-on-keys";
import type { BulkAct } from "@/lib/key-review/schema";
import type { KeyView } from "@/lib/keys/view";
import { bulkWords } from "./bulk-words";
import { ChosenKeys } from "./chosen-keys";
import { keysInWords } from "./finding-words";
import { RefusedKeys } from "./refused-keys";
import { useBulkAct } from "./use-bulk-act";

type BulkDialogProps = {
  act: BulkAct;
  keyIds: readonly string[];
  /** Those of them that are on this page. */
  known: readonly KeyView[];
  open: boolean;
  close: () => void;
  onClosed: () => void;
  /** Something was changed: the page reads again. */
  onDone: () => void;
  /** The button it was opened from, or the page when that is gone. */
  finalFocus: () => HTMLElement | boolean;
};

/** Says what will happen to how many keys; a revocation asks for their number, since it cannot be taken back. */
export function BulkDialog({ act, keyIds, known, open, close, onClosed, onDone, finalFocus }: BulkDialogProps) {
  const confirmInput = useRef<HTMLInputElement>(null);
  const wayOut = useRef<HTMLButtonElement>(null);
  const closing = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [outcome, setOutcome] = useState<ActedOnKeys | null>(null);
  const { done, run } = useBulkAct();
  const words = bulkWords(act, keyIds.length);
  // The button that had the focus went with the form.
  useEffect(() => {
    if (outcome !== null) closing.current?.focus();
  }, [outcome]);

  const submission = useSubmit(async () => {
    if (act === "revoke" && typed.trim() !== String(keyIds.length)) {
      return { ok: false, error: { message: "", fieldErrors: { confirm: `Type ${keyIds.length} to revoke.` } } };
    }
    const acted = await run(act, keyIds, reason.trim());
    if (acted.ok) {
      if (acted.data.done.length > 0) toast(words.done(acted.data.done.length));
      if (acted.data.refused.length > 0) setOutcome(acted.data);
      else close();
    }
    onDone();
    return acted;
  });
  const { errors, pending } = submission;

  return (
    <Dialog
      role="alertdialog"
      open={open}
      onOpenChange={() => {
        if (!pending) close();
      }}
      onClosed={onClosed}
      title={outcome ? "Some keys were left as they are" : words.title}
      description={outcome ? undefined : words.effect}
      initialFocus={act === "revoke" ? confirmInput : wayOut}
      finalFocus={finalFocus}
    >
      {outcome ? (
        <>
          <DialogBody>
            <RefusedKeys outcome={outcome} known={known} done={words.done(outcome.done.length)} />
          </DialogBody>
          <DialogActions>
            <Button ref={closing} look="primary" onClick={close}>
              Close
            </Button>
          </DialogActions>
        </>
      ) : (
        <DialogForm
          submission={submission}
          close={close}
          act={words.button}
          look={act === "revoke" ? "danger" : "primary"}
          keep={words.wayOut}
          wayOut={wayOut}
          holds
          note={
            <span role="status">
              {pending && keyIds.length > 1 && `${done.toLocaleString("en")} of ${keysInWords(keyIds.length)}`}
            </span>
          }
        >
          <ChosenKeys known={known} count={keyIds.length} stops={act === "revoke" || act === "disable"} />
          {act === "revoke" && (
            <>
              <Field
                label={
                  <>
                    Type <span className="tabular rounded-sm bg-hover px-1">{keyIds.length}</span> to confirm
                  </>
                }
                error={errors.confirm}
              >
                {(control) => (
                  <Input
                    {...control}
                    ref={confirmInput}
                    inputMode="numeric"
                    autoComplete="off"
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                  />
                )}
              </Field>
              <Field
                label="Reason"
                optional
                description="Stays on each key and in the audit trail."
                error={errors.reason}
              >
                {(control) => (
                  <Input
                    {...control}
                    autoComplete="off"
                    placeholder="Never used"
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </Field>
            </>
          )}
        </DialogForm>
      )}
    </Dialog>
  );
}
