"use client";

import { toast } from "sonner";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { useTeam } from "@/components/shell/team-context";
import type { DialogControls } from "@/components/ui/use-dialog";
import { changeRoleAction } from "@/lib/actions/teams";
import { atLeast, type Role } from "@/lib/auth/role";
import type { MemberView } from "@/lib/teams/list-members";
import { ConfirmDialog } from "./confirm-dialog";
import { ROLE_SUMMARIES, roleWithArticle } from "./role-words";

type ChangeRoleDialogProps = DialogControls & { member: MemberView; role: Role; onDone: () => void };

export function ChangeRoleDialog({ member, role, onDone, ...controls }: ChangeRoleDialogProps) {
  const { slug, me } = useTeam();
  const { confirmed } = useConfirmIdentity();
  const lowered = !atLeast(role, member.role);
  return (
    <ConfirmDialog
      {...controls}
      title={
        <>
          Make <bdi>{member.name}</bdi> {roleWithArticle(role)}
        </>
      }
      description={ROLE_SUMMARIES[role]}
      keep={`Keep ${member.role}`}
      act={`Make ${role}`}
      run={async () => {
        const changed = await confirmed(() => changeRoleAction({ team: slug, userId: member.id, role }));
        if (changed.ok) {
          toast(`${member.name} is ${roleWithArticle(role)}`);
          onDone();
        }
        return changed;
      }}
    >
      <ul className="flex list-disc flex-col gap-1 pl-4 text-sm">
        <li>It holds from the next request on{lowered && ", for access tokens too"}.</li>
        {role === "owner" && <li>An owner can remove every member, you included.</li>}
        {member.id === me.userId && <li>You cannot give yourself the role back: another owner has to.</li>}
        {lowered && (member.leaves?.invitations ?? 0) > 0 && (
          <li>Open invitations that {member.id === me.userId ? "you" : "they"} made are withdrawn.</li>
        )}
      </ul>
    </ConfirmDialog>
  );
}
