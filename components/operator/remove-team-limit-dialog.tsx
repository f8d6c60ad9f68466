"use client";

import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { editTeamLimitAction } from "@/lib/actions/operator";
import type { TeamDetail } from "@/lib/operator/read-team-of-deployment";

type RemoveTeamLimitDialogProps = DialogControls & { onDone: () => void; team: Pick<TeamDetail, "id" | "name"> };

export function RemoveTeamLimitDialog(props: RemoveTeamLimitDialogProps) {
  const { open, close, onClosed, onDone, finalFocus, team } = props;
  const submission = useSubmit(async () => {
    const removed = await editTeamLimitAction({ teamId: team.id, rateLimit: null });
    if (removed.ok) onDone();
    return removed;
  });
  return (
    <FormDialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Remove rate limit"
      description={
        <>
          Of all keys of <bdi>{team.name}</bdi> together.
        </>
      }
      finalFocus={finalFocus}
      submission={submission}
      act="Remove limit"
      look="danger"
      keep="Keep limit"
    >
      <p className="text-sm">From then on each key is held to its own limit alone. It can be set again.</p>
    </FormDialog>
  );
}
