"use client";

import { useRef, useState } from "react";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editStorageModeAction } from "@/lib/actions/operator";
import { editStorageModeSchema, type StorageMode } from "@/lib/operator/schema";
import { counted } from "./storage-modes";

type SwitchStorageDialogProps = DialogControls & {
  /** The mode there will be. */
  mode: StorageMode;
  /** It is the one in use: what was left sealed under the other is to be forgotten. */
  isCurrent: boolean;
  sealedSecrets: number;
  onDone: (said: string) => void;
};

/** To the other mode, after a fresh sign-in and the mode's own word; on the way back, what is sealed can be destroyed. */
export function SwitchStorageDialog(props: SwitchStorageDialogProps) {
  const { open, close, onClosed, onDone, finalFocus, mode, isCurrent, sealedSecrets } = props;
  const { confirmed } = useConfirmIdentity();
  const input = useRef<HTMLInputElement>(null);
  const [confirmation, setConfirmation] = useState("");
  const [forgetSealed, setForgetSealed] = useState(isCurrent);
  const canForget = mode === "irretrievable" && sealedSecrets > 0;
  const submission = useSubmit(async () => {
    const given = { storageMode: mode, confirmation, forgetSealed: canForget && forgetSealed };
    const parsed = editStorageModeSchema.safeParse(given);
    if (!parsed.success) return invalid(parsed.error);
    const switched = await confirmed(() => editStorageModeAction(given));
    if (switched.ok) {
      const { forgotten } = switched.data;
      const said = mode === "retrievable" ? "New secrets are kept retrievably" : "New secrets are kept irretrievably";
      onDone(forgotten > 0 ? `${counted(forgotten)} can be shown no more` : said);
    }
    return switched;
  });
  const { errors } = submission;
  const act = isCurrent ? "Forget sealed secrets" : `Switch to ${mode}`;
  return (
    <FormDialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={act}
      description={
        mode === "retrievable"
          ? "From now on each new secret is kept encrypted beside its hash, and its team can show it again."
          : "From now on only a hash of each new secret is kept."
      }
      initialFocus={input}
      finalFocus={finalFocus}
      submission={submission}
      act={act}
      look="danger"
      keep={isCurrent ? "Keep sealed secrets" : "Keep mode"}
    >
      {mode === "retrievable" && (
        <Notice tone="warning">
          Whoever gets hold of the database and of LATCHKEY_KEK then has every secret made from now on. Keep the two
          apart, in backups too.
        </Notice>
      )}
      {canForget && !isCurrent && (
        <Checkbox
          checked={forgetSealed}
          onCheckedChange={setForgetSealed}
          label={`Forget ${counted(sealedSecrets)} that ${sealedSecrets === 1 ? "is" : "are"} sealed`}
          description="They go on working and can never be shown again. Left, their teams can still show them, and they can be forgotten later."
        />
      )}
      {isCurrent && (
        <p className="text-sm">
          {counted(sealedSecrets)} {sealedSecrets === 1 ? "goes" : "go"} on working and can never be shown again.
          Nothing brings back what is forgotten here, but a backup may still hold it.
        </p>
      )}
      <Field
        label={
          <>
            Type <span className="tabular rounded-sm bg-hover px-1">{mode}</span> to confirm
          </>
        }
        error={errors.confirmation}
      >
        {(control) => (
          <Input
            {...control}
            ref={input}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={confirmation}
            onChange={(event) => setConfirmation(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
