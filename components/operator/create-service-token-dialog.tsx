"use client";

import { useRef, useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createServiceTokenAction } from "@/lib/actions/operator";
import { createServiceTokenSchema } from "@/lib/operator/schema";

type CreateServiceTokenDialogProps = DialogControls & { onMade: (made: { name: string; token: string }) => void };

export function CreateServiceTokenDialog(props: CreateServiceTokenDialogProps) {
  const { open, close, onClosed, onMade, finalFocus } = props;
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const submission = useSubmit(async () => {
    const parsed = createServiceTokenSchema.safeParse({ name });
    if (!parsed.success) return invalid(parsed.error);
    const made = await createServiceTokenAction({ name });
    if (made.ok) onMade(made.data);
    return made;
  });
  const { errors } = submission;
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Create service token"
      description="It is shown once, right after it is made."
      initialFocus={input}
      finalFocus={finalFocus}
      submission={submission}
      act="Create token"
    >
      <Field label="Name" description="The service or proxy that will use it, one token each." error={errors.name}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            autoComplete="off"
            placeholder="nginx, Frankfurt"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
