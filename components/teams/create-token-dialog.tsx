"use client";

import { useRef, useState } from "react";
import { type Expiry, ExpiryField, expiryInstant } from "@/components/keys/expiry-field";
import { useReveal } from "@/components/keys/reveal-provider";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createAccessTokenAction } from "@/lib/actions/teams";
import { lowerRole, type Role } from "@/lib/auth/role";
import { createAccessTokenSchema } from "@/lib/teams/schema";
import { RoleField } from "./role-field";
import { tokenContent } from "./token-content";

const PRESETS = [30, 90, 365];

type CreateTokenDialogProps = DialogControls & {
  dashboardUrl: string;
  handOver: () => () => HTMLElement | boolean;
  onDone: () => void;
};

export function CreateTokenDialog(props: CreateTokenDialogProps) {
  const { open, close, onClosed, finalFocus, dashboardUrl, handOver, onDone } = props;
  const { slug, me } = useTeam();
  const reveal = useReveal();
  const nameInput = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(lowerRole(me.role, "developer"));
  const [expiry, setExpiry] = useState<Expiry>({ choice: "90", date: "" });

  const submission = useSubmit(async () => {
    const input = { name, role, expiresAt: expiryInstant(expiry) };
    const parsed = createAccessTokenSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const made = await createAccessTokenAction({ team: slug, ...input });
    if (made.ok) {
      reveal({ content: tokenContent(made.data, dashboardUrl), finalFocus: handOver() });
      onDone();
    }
    return made;
  });
  const { errors } = submission;
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Create access token"
      description="For the management API of this team. It is shown once, right after it is made."
      initialFocus={nameInput}
      finalFocus={finalFocus}
      submission={submission}
      act="Create token"
      note="It ends when you leave the team."
    >
      <Field label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            ref={nameInput}
            name="name"
            autoComplete="off"
            placeholder="Deploy pipeline"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <RoleField role={role} onChange={setRole} error={errors.role} most={me.role} />
      <ExpiryField what="token" presets={PRESETS} expiry={expiry} onChange={setExpiry} error={errors.expiresAt} />
    </FormDialog>
  );
}
