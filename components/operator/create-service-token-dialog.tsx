"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createServiceTokenAction } from "@/lib/actions/operator";
import { createServiceTokenSchema } from "@/lib/operator/schema";

type CreateServiceTokenDialogProps = DialogControls & { onMade: (made: { name: string; token: string }) => void };

export function CreateServiceTokenDialog(props: CreateServiceTokenDialogProps) {
  const { open, close, onClosed, onMade, finalFocus } = props;
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = createServiceTokenSchema.safeParse({ name });
    if (!parsed.success) return invalid(parsed.error);
    const made = await createServiceTokenAction({ name });
    if (made.ok) onMade(made.data);
    return made;
  });
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Create service token"
      description="It is shown once, right after it is made."
      initialFocus={input}
      finalFocus={finalFocus}
    >
      <form ref={form} onSubmit={onSubmit} noValidate>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
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
        </DialogBody>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" pending={pending}>
            Create token
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
