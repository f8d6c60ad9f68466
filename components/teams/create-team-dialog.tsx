"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createTeamAction } from "@/lib/actions/teams";
import { teamNameSchema } from "@/lib/teams/schema";

/** A further team, which opens once it is there. */
export function CreateTeamDialog({ open, close, onClosed, finalFocus }: DialogControls) {
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = teamNameSchema.safeParse({ name });
    if (!parsed.success) return invalid(parsed.error);
    const made = await createTeamAction(parsed.data);
    if (!made.ok) return made;
    // A full load: nothing of the team before stays on the page.
    window.location.assign(`/${made.data.teamSlug}/keys`);
    return new Promise(() => {});
  });
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Create team"
      description="With keys, usage, members and an audit trail of its own. You own it."
      initialFocus={nameInput}
      finalFocus={finalFocus}
    >
      <form ref={form} onSubmit={onSubmit} noValidate>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
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
        </DialogBody>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" pending={pending}>
            Create team
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
