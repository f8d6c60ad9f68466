"use client";

import { useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { addScopeAction, editScopeAction } from "@/lib/actions/operator";
import { addScopeSchema, editScopeSchema, GRANTING_ROLES } from "@/lib/operator/schema";
import type { ScopeEntry } from "@/lib/operator/scope-catalogue";

type GrantingRole = (typeof GRANTING_ROLES)[number];

const ROLE_OPTIONS: { value: GrantingRole; label: string }[] = [
  { value: "developer", label: "Developers, admins and owners" },
  { value: "admin", label: "Admins and owners" },
  { value: "owner", label: "Owners only" },
];

const grantingRole = (role: string): GrantingRole => GRANTING_ROLES.find((known) => known === role) ?? "developer";

export type ScopeDialogProps = DialogControls & { onDone: (said: string) => void };

/** A new scope, or what an existing one says and who may grant it. */
export function ScopeDialog({
  open,
  close,
  onClosed,
  onDone,
  finalFocus,
  scope,
}: ScopeDialogProps & { scope: ScopeEntry | null }) {
  const first = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(scope?.name ?? "");
  const [summary, setSummary] = useState(scope?.summary ?? "");
  const [minimumRole, setMinimumRole] = useState<GrantingRole>(grantingRole(scope?.minimumRole ?? "developer"));
  const submission = useSubmit(async () => {
    const input = { name, summary, minimumRole };
    const parsed = (scope ? editScopeSchema : addScopeSchema).safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await (scope ? editScopeAction(input) : addScopeAction(input));
    if (saved.ok) onDone(scope ? "Scope saved" : `Keys can be given ${parsed.data.name}`);
    return saved;
  });
  const { errors } = submission;
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={scope ? `Edit ${scope.name}` : "Add scope"}
      description={
        scope
          ? "Its name stays: services ask for it, and keys hold it."
          : "Keys can be given it at once; services ask the gateway for it by name."
      }
      initialFocus={first}
      finalFocus={finalFocus}
      submission={submission}
      act={scope ? "Save scope" : "Add scope"}
      keep={scope ? "Discard changes" : "Cancel"}
    >
      {!scope && (
        <Field label="Name" description="One word such as read, or resource:action." error={errors.name}>
          {(control) => (
            <Input
              {...control}
              ref={first}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="charges:read"
              className="tabular"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field
        label="What it allows"
        description={`Completes “This key can …”: ${summary.trim() || "read charges"}.`}
        error={errors.summary}
      >
        {(control) => (
          <Input
            {...control}
            {...(scope ? { ref: first } : {})}
            autoComplete="off"
            placeholder="read charges"
            value={summary}
            onChange={(event) => setSummary(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Who may grant it"
        description="To a key of their team. Keys that hold it keep it."
        error={errors.minimumRole}
      >
        {({ id }) => (
          <Select
            id={id}
            value={minimumRole}
            onValueChange={setMinimumRole}
            options={ROLE_OPTIONS}
            className="w-full"
          />
        )}
      </Field>
    </FormDialog>
  );
}
