"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useDialog } from "@/components/ui/use-dialog";
import type { InvitationView } from "@/lib/teams/list-invitations";
import type { MemberView } from "@/lib/teams/list-members";
import { ChangeRoleDialog } from "./change-role-dialog";
import { InvitationTable } from "./invitation-table";
import { InviteDialog } from "./invite-dialog";
import type { MemberDialog } from "./member-dialog";
import { MemberTable } from "./member-table";
import { RemoveMemberDialog } from "./remove-member-dialog";

type MembersViewProps = {
  members: readonly MemberView[];
  /** Null for who may not invite. */
  invitations: readonly InvitationView[] | null;
  /** Whether an invitation is also sent by mail. */
  mails: boolean;
};

/** Who is in the team and who is on the way in. */
export function MembersView({ members, invitations, mails }: MembersViewProps) {
  const router = useRouter();
  const may = useMay();
  const { shown, show, controls, handOver } = useDialog<MemberDialog>();
  const onDone = () => {
    controls.close();
    router.refresh();
  };
  return (
    <>
      <Card
        flush
        title={members.length === 1 ? "1 member" : `${members.length.toLocaleString("en")} members`}
        aside={
          may("member:invite") && (
            <Button
              size="sm"
              look="primary"
              icon={<UserPlus aria-hidden className="size-3.5" />}
              onClick={() => show({ kind: "invite" })}
            >
              Invite member
            </Button>
          )
        }
      >
        <MemberTable members={members} onShow={show} />
      </Card>
      {invitations !== null && <InvitationTable invitations={invitations} onShow={show} />}
      {shown?.kind === "role" && <ChangeRoleDialog {...controls} {...shown} onDone={onDone} />}
      {shown?.kind === "remove" && <RemoveMemberDialog {...controls} member={shown.member} onDone={onDone} />}
      {shown?.kind === "invite" && (
        <InviteDialog {...controls} again={shown.again} mails={mails} handOver={handOver} onDone={onDone} />
      )}
    </>
  );
}
