"use client";

import { useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createTeamAction } from "@/lib/actions/teams";
import { teamNameSchema } from "@/lib/teams/schema";

/** A further team, which opens once it is there. */
export function CreateTeamDialog({ open, close, onClosed, finalFocus }: DialogControls) {
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const submission = useSubmit(async () => {
    const parsed = teamNameSchema.safeParse({ name });
    if (!parsed.success) return invalid(parsed.error);
    const made = await createTeamAction(parsed.data);
    if (!made.ok) return made;
    // A full load: nothing of the team before stays on the page.
    window.location.assign(`/${made.data.teamSlug}/keys`);
    return new Promise(() => {});
  });
  const { errors } = submission;
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Create team"
      description="With keys, usage, members and an audit trail of its own. You own it."
      initialFocus={nameInput}
      finalFocus={finalFocus}
      submission={submission}
      act="Create team"
    >
      <Field label="Name" description="The company or project whose keys it looks after." error={errors.name}>
        {(control) => (
          <Input
            {...control}
            ref={nameInput}
            name="name"
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
