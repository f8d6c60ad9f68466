"use client";

import { useTeam } from "@/components/shell/team-context";
import type { DialogControls } from "@/components/ui/use-dialog";
import { leaveTeamAction } from "@/lib/actions/teams";
import type { MemberView } from "@/lib/teams/list-members";
import { ConfirmDialog } from "./confirm-dialog";
import { WhatLeaves } from "./what-leaves";

type LeaveTeamDialogProps = DialogControls & { leaves: NonNullable<MemberView["leaves"]> };

export function LeaveTeamDialog({ leaves, ...controls }: LeaveTeamDialogProps) {
  const { slug, name } = useTeam();
  return (
    <ConfirmDialog
      {...controls}
      danger
      title={
        <>
          Leave <bdi>{name}</bdi>
        </>
      }
      description="To come back you need an invitation by an owner."
      keep="Stay in the team"
      act="Leave team"
      run={async () => {
        const left = await leaveTeamAction({ team: slug });
        if (!left.ok) return left;
        // A full load: the next team, or none; nothing of this one stays on the page.
        window.location.assign("/");
        return new Promise(() => {});
      }}
    >
      <WhatLeaves leaves={leaves} who="you" />
    </ConfirmDialog>
  );
}
