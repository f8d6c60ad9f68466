"use client";

import { toast } from "sonner";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { useTeam } from "@/components/shell/team-context";
import type { DialogControls } from "@/components/ui/use-dialog";
import { removeMemberAction } from "@/lib/actions/teams";
import type { MemberView } from "@/lib/teams/list-members";
import { ConfirmDialog } from "./confirm-dialog";
import { WhatLeaves } from "./what-leaves";

type RemoveMemberDialogProps = DialogControls & { member: MemberView; onDone: () => void };

export function RemoveMemberDialog({ member, onDone, ...controls }: RemoveMemberDialogProps) {
  const { slug, name } = useTeam();
  const { confirmed } = useConfirmIdentity();
  return (
    <ConfirmDialog
      {...controls}
      danger
      title={
        <>
          Remove <bdi>{member.name}</bdi>
        </>
      }
      description={
        <>
          From the team <bdi>{name}</bdi>. To come back they need an invitation.
        </>
      }
      keep="Keep member"
      act="Remove member"
      run={async () => {
        const removed = await confirmed(() => removeMemberAction({ team: slug, userId: member.id }));
        if (removed.ok) {
          toast(`${member.name} is removed`);
          onDone();
        }
        return removed;
      }}
    >
      {member.leaves && <WhatLeaves leaves={member.leaves} who="they" />}
    </ConfirmDialog>
  );
}
