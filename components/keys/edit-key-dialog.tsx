"use client";

import { useRef, useState } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input, Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editKeyAction } from "@/lib/actions/keys";
import { editKeySchema } from "@/lib/keys/schema";
import type { KeyView } from "@/lib/keys/view";
import { AllowListTrial } from "./allow-list-trial";
import { type Expiry, ExpiryField, expiryInstant } from "./expiry-field";
import type { KeyDialogProps } from "./key-dialog-context";
import { LimitTrial } from "./limit-trial";
import { RestrictFields, type Restrictions, restrictionInput } from "./restrict-fields";
import { ScopesField } from "./scopes-field";

type EditKeyDialogProps = KeyDialogProps & {
  item: KeyView;
  /** An address that is put on the allow list to begin with. */
  allow?: string | undefined;
};

export function EditKeyDialog({ open, close, onClosed, finalFocus, onDone, item, allow }: EditKeyDialogProps) {
  const team = useTeam();
  const labelInput = useRef<HTMLInputElement>(null);
  const [label, setLabel] = useState(item.label);
  const [note, setNote] = useState(item.note ?? "");
  const [scopes, setScopes] = useState(item.scopes);
  const [expiry, setExpiry] = useState<Expiry>({ choice: "keep", date: "" });
  const [restrictions, setRestrictions] = useState<Restrictions>({
    allowedIps: [...item.allowedIps, ...(allow === undefined ? [] : [allow])].join("\n"),
    ...item.rateLimit,
  });

  const submission = useSubmit(async () => {
    const input = {
      keyId: item.id,
      label,
      note,
      scopes,
      ...(expiry.choice === "keep" ? {} : { expiresAt: expiryInstant(expiry, team.policy.maximumLifetimeDays) }),
      ...restrictionInput(restrictions),
    };
    const parsed = editKeySchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editKeyAction({ team: team.slug, ...input });
    if (saved.ok) {
      toast("Changes saved");
      onDone();
    }
    return saved;
  });
  const { form, errors } = submission;

  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Edit key"
      description="Every secret of the key follows the change at once."
      initialFocus={allow === undefined ? labelInput : () => form.current?.querySelector("textarea.tabular") ?? true}
      finalFocus={finalFocus}
      submission={submission}
      act="Save changes"
      keep="Discard changes"
    >
      {allow !== undefined && item.allowedIps.length === 0 && (
        <Notice tone="warning">
          This key has no allow list yet. Once it has one, calls from every other address are refused.
        </Notice>
      )}
      <Field label="Label" error={errors.label}>
        {(control) => (
          <Input
            {...control}
            ref={labelInput}
            autoComplete="off"
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <Field label="Note" optional error={errors.note}>
        {(control) => <Textarea {...control} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <ScopesField scopes={scopes} onChange={setScopes} error={errors.scopes} held={item.scopes} />
      <ExpiryField
        expiry={expiry}
        onChange={setExpiry}
        error={errors.expiresAt}
        current={item.expiresAt}
        createdAt={item.createdAt}
      />
      <RestrictFields
        value={restrictions}
        onChange={setRestrictions}
        errors={errors}
        startOpen={allow !== undefined}
        listAskedBy={item.environment === "live" ? team.policy.setBy.liveAllowList : null}
        belowAddresses={<AllowListTrial item={item} allowedIps={restrictionInput(restrictions).allowedIps} />}
        belowLimit={<LimitTrial item={item} limit={restrictions.limit} windowSeconds={restrictions.windowSeconds} />}
      />
    </FormDialog>
  );
}
