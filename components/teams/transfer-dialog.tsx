"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DialogControls } from "@/components/ui/use-dialog";
import { transferOwnershipAction } from "@/lib/actions/teams";
import type { MemberView } from "@/lib/teams/list-members";
import { ConfirmDialog } from "./confirm-dialog";

type TransferDialogProps = DialogControls & { candidates: readonly [MemberView, ...MemberView[]]; onDone: () => void };

export function TransferDialog({ candidates, onDone, ...controls }: TransferDialogProps) {
  const { slug } = useTeam();
  const { confirmed } = useConfirmIdentity();
  const [to, setTo] = useState(candidates[0].id);
  return (
    <ConfirmDialog
      {...controls}
      danger
      title="Transfer ownership"
      description="The member becomes an owner and you become an admin, in one step."
      keep="Keep ownership"
      act="Transfer ownership"
      run={async () => {
        const transferred = await confirmed(() => transferOwnershipAction({ team: slug, userId: to }));
        if (transferred.ok) {
          toast(`${candidates.find(({ id }) => id === to)?.name} is an owner, you are an admin`);
          onDone();
        }
        return transferred;
      }}
    >
      <Field label="To" description="You cannot take it back yourself: an owner has to give it to you.">
        {(control) => (
          <Select
            {...control}
            value={to}
            onValueChange={setTo}
            options={candidates.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
