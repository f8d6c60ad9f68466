"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { inEnvironment } from "@/components/shell/environment";
import { useMay, useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { useDialog } from "@/components/ui/use-dialog";
import type { MemberView } from "@/lib/teams/list-members";
import { CreateTeamButton } from "./create-team-button";
import { LeaveTeamDialog } from "./leave-team-dialog";
import { SettingsRow } from "./settings-row";
import { TeamNameForm } from "./team-name-form";
import { TransferDialog } from "./transfer-dialog";

/** Name, ownership, and the ways out of the team and into another. */
export function TeamSettings({ members }: { members: readonly MemberView[] }) {
  const { slug, name, me } = useTeam();
  const may = useMay();
  const router = useRouter();
  const environment = useEnvironment();
  const { shown, show, controls } = useDialog<"transfer" | "leave">();
  const leaves = members.find(({ id }) => id === me.userId)?.leaves;
  const [first, ...more] = members.filter(({ role }) => role !== "owner");
  const owners = members.length - (first ? more.length + 1 : 0);
  const isOnlyOwner = me.role === "owner" && owners === 1;
  const membersPage = (
    <Link href={inEnvironment(`/${slug}/settings/members`, environment)} className={buttonClass()}>
      Open members
    </Link>
  );
  return (
    <>
      <Card title="Team">
        <TeamNameForm key={name} />
      </Card>
      <Card flush>
        {may("team:transfer") && (
          <SettingsRow
            title="Transfer ownership"
            action={first ? <Button onClick={() => show("transfer")}>Transfer ownership</Button> : membersPage}
          >
            {first
              ? "Hand the team to another member; you become an admin. To share it, make them an owner on the members page."
              : "There is no member to hand the team to. Invite somebody first."}
          </SettingsRow>
        )}
        <SettingsRow title="Create another team" action={<CreateTeamButton />}>
          A person can be in several teams. Each has keys, members and an audit trail of its own.
        </SettingsRow>
        <SettingsRow
          title="Leave this team"
          action={isOnlyOwner ? membersPage : <Button onClick={() => show("leave")}>Leave team</Button>}
        >
          {isOnlyOwner
            ? "You are the only owner, and a team keeps an owner. Make another member an owner first."
            : "Your access ends at once. The keys you made stay with the team."}
        </SettingsRow>
      </Card>
      {shown === "transfer" && first && (
        <TransferDialog
          {...controls}
          candidates={[first, ...more]}
          onDone={() => {
            controls.close();
            router.refresh();
          }}
        />
      )}
      {shown === "leave" && leaves && <LeaveTeamDialog {...controls} leaves={leaves} />}
    </>
  );
}
