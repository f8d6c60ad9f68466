"use client";

import { useRef, useState } from "react";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { Field, FieldGroup } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input, Textarea } from "@/components/ui/input";
import { Segments } from "@/components/ui/segments";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createKeyAction } from "@/lib/actions/keys";
import type { Environment } from "@/lib/keys/environment";
import { createKeySchema } from "@/lib/keys/schema";
import type { RevealedKey } from "@/lib/keys/view";
import { type Expiry, ExpiryField, expiryInstant, firstExpiry } from "./expiry-field";
import type { KeyDialogProps } from "./key-dialog-context";
import { RestrictFields, type Restrictions, restrictionInput } from "./restrict-fields";
import { ScopesField } from "./scopes-field";

const ENVIRONMENT_OPTIONS = [
  { value: "live", label: "Live" },
  { value: "test", label: "Test" },
] as const;

export function CreateKeyDialog(props: KeyDialogProps & { onRevealed: (made: RevealedKey) => void }) {
  const { open, close, onClosed, finalFocus, onRevealed } = props;
  const team = useTeam();
  const shown = useEnvironment();
  const labelInput = useRef<HTMLInputElement>(null);
  const [label, setLabel] = useState("");
  const [note, setNote] = useState("");
  const [environment, setEnvironment] = useState<Environment>(shown);
  const [scopes, setScopes] = useState<string[]>([]);
  const [expiry, setExpiry] = useState<Expiry>(() => firstExpiry(team.policy));
  const [restrictions, setRestrictions] = useState<Restrictions>({ allowedIps: "", ...team.defaultRateLimit });

  const submission = useSubmit(async () => {
    const input = {
      label,
      note,
      environment,
      scopes,
      expiresAt: expiryInstant(expiry, team.policy.maximumLifetimeDays),
      ...restrictionInput(restrictions),
    };
    const parsed = createKeySchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const made = await createKeyAction({ team: team.slug, ...input });
    if (made.ok) onRevealed(made.data);
    return made;
  });
  const { errors } = submission;

  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Create key"
      description={`Its secret is shown ${team.storageMode === "retrievable" ? "" : "once, "}right after it is made.`}
      initialFocus={labelInput}
      finalFocus={finalFocus}
      submission={submission}
      act="Create key"
    >
      <Field label="Label" error={errors.label}>
        {(control) => (
          <Input
            {...control}
            ref={labelInput}
            name="label"
            autoComplete="off"
            placeholder="Production – payment service"
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <Field label="Note" optional error={errors.note}>
        {(control) => (
          <Textarea
            {...control}
            rows={1}
            className="!min-h-8"
            placeholder="Who uses it, and whom to ask"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <FieldGroup label="Environment">
        <Segments
          label="Environment"
          value={environment}
          onValueChange={setEnvironment}
          options={ENVIRONMENT_OPTIONS}
        />
      </FieldGroup>
      <ScopesField scopes={scopes} onChange={setScopes} error={errors.scopes} />
      <ExpiryField expiry={expiry} onChange={setExpiry} error={errors.expiresAt} />
      <RestrictFields
        value={restrictions}
        onChange={setRestrictions}
        errors={errors}
        listAskedBy={environment === "live" ? team.policy.setBy.liveAllowList : null}
      />
    </FormDialog>
  );
}
