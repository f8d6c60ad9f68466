import type { Metadata } from "next";
import { MembersView } from "@/components/teams/members-view";
import { PermissionTable } from "@/components/teams/permission-table";
import { can } from "@/lib/auth/permissions";
import { requireActor } from "@/lib/auth/require-actor";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { listInvitations } from "@/lib/teams/list-invitations";
import { listMembers } from "@/lib/teams/list-members";

export const metadata: Metadata = { title: "Members" };

type Props = { params: Promise<{ team: string }> };

export default async function MembersPage({ params }: Props) {
  const { actor } = await requireActor((await params).team);
  const [members, invitations] = await Promise.all([
    listMembers(actor),
    can(actor, "member:invite") ? listInvitations(actor) : null,
  ]);
  return (
    <>
      <MembersView members={members} invitations={invitations} mails={isMailConfigured()} />
      <PermissionTable />
    </>
  );
}
