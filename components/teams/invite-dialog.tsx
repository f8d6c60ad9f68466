"use client";

import { useRef, useState } from "react";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { useReveal } from "@/components/keys/reveal-provider";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { inviteMemberAction } from "@/lib/actions/teams";
import type { Role } from "@/lib/auth/role";
import { inviteMemberSchema } from "@/lib/teams/schema";
import { invitedContent } from "./invited-content";
import { RoleField } from "./role-field";

type InviteDialogProps = DialogControls & {
  /** The invitation that this one replaces. */
  again: { email: string; role: Role } | undefined;
  mails: boolean;
  handOver: () => () => HTMLElement | boolean;
  onDone: () => void;
};

export function InviteDialog(props: InviteDialogProps) {
  const { open, close, onClosed, finalFocus, again, mails, handOver, onDone } = props;
  const { slug } = useTeam();
  const { confirmed } = useConfirmIdentity();
  const reveal = useReveal();
  const emailInput = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState(again?.email ?? "");
  const [role, setRole] = useState<Role>(again?.role ?? "developer");

  const submission = useSubmit(async () => {
    const parsed = inviteMemberSchema.safeParse({ email, role });
    if (!parsed.success) return invalid(parsed.error);
    const invited = await confirmed(() => inviteMemberAction({ team: slug, ...parsed.data }));
    if (invited.ok) {
      reveal({ content: invitedContent(invited.data), finalFocus: handOver() });
      onDone();
    }
    return invited;
  });
  const { errors } = submission;
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={again ? "Invite again" : "Invite member"}
      description={
        again
          ? "A new link, for 7 days. The old one stops working."
          : mails
            ? "They get a link by mail that works once, for 7 days."
            : "You get a link to pass on. It works once, for 7 days."
      }
      initialFocus={emailInput}
      finalFocus={finalFocus}
      submission={submission}
      act={mails ? "Send invitation" : "Create invitation"}
    >
      <Field label="Email" description="Only somebody signed in with this address can accept." error={errors.email}>
        {(control) => (
          <Input
            {...control}
            ref={emailInput}
            type="email"
            name="email"
            autoComplete="off"
            readOnly={again !== undefined}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <RoleField role={role} onChange={setRole} error={errors.role} />
    </FormDialog>
  );
}
