"use client";

import { useRef, useState } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { revokeKeyAction } from "@/lib/actions/keys";
import { revokeKeySchema } from "@/lib/keys/schema";
import type { KeyView } from "@/lib/keys/view";
import { BlastRadiusNote } from "./blast-radius-note";
import type { KeyDialogProps } from "./key-dialog-context";

/** What a person sees of a label: HTML shows a run of spaces as one, and marks of direction not at all. */
const asSeen = (label: string): string =>
  label
    .normalize()
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim();

export function RevokeKeyDialog({
  open,
  close,
  onClosed,
  finalFocus,
  onDone,
  item,
}: KeyDialogProps & { item: KeyView }) {
  const team = useTeam();
  const confirmInput = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");

  const submission = useSubmit(async () => {
    if (asSeen(typed) !== asSeen(item.label)) {
      return { ok: false, error: { message: "", fieldErrors: { confirm: `Type ${item.label} to revoke this key.` } } };
    }
    const input = { keyId: item.id, reason };
    const parsed = revokeKeySchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const revoked = await revokeKeyAction({ team: team.slug, ...input });
    if (revoked.ok) {
      toast(`${item.label} is revoked`);
      onDone();
    }
    return revoked;
  });
  const { errors } = submission;

  return (
    <FormDialog
      role="alertdialog"
      wide
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={
        <>
          Revoke <bdi>{item.label}</bdi>
        </>
      }
      description="Every secret of this key stops at once, for good. To stop it for a while, disable it."
      initialFocus={confirmInput}
      finalFocus={finalFocus}
      submission={submission}
      act="Revoke key"
      look="danger"
      keep="Keep key"
    >
      <BlastRadiusNote item={item} />
      <Field
        label={
          <>
            Type <bdi className="tabular rounded-sm bg-hover px-1 [overflow-wrap:anywhere]">{item.label}</bdi> to
            confirm
          </>
        }
        error={errors.confirm}
      >
        {(control) => (
          <Input
            {...control}
            ref={confirmInput}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Field label="Reason" optional description="Stays on the key and in the audit trail." error={errors.reason}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Leaked in a build log"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
