"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { withdrawInvitationAction } from "@/lib/actions/teams";
import type { InvitationView } from "@/lib/teams/list-invitations";
import type { MemberDialog } from "./member-dialog";
import { ROLE_LABELS } from "./role-words";

type InvitationTableProps = { invitations: readonly InvitationView[]; onShow: (dialog: MemberDialog) => void };

/** Who has been invited and has not come yet. */
export function InvitationTable({ invitations, onShow }: InvitationTableProps) {
  const { slug } = useTeam();
  const router = useRouter();
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const withdraw = async ({ id, email }: InvitationView) => {
    setWithdrawing(id);
    const withdrawn = await withdrawInvitationAction({ team: slug, invitationId: id }).catch(() => null);
    setWithdrawing(null);
    if (withdrawn?.ok) toast(`The invitation of ${email} is withdrawn`);
    else toast.error(withdrawn?.error.message ?? "The server did not answer. Check the connection and try again.");
    // The button goes with its row.
    document.getElementById("content")?.focus();
    router.refresh();
  };
  return (
    <Card flush title="Open invitations">
      {invitations.length === 0 ? (
        <p className="border-line border-t px-4 py-3 text-muted text-sm">Nobody is invited right now.</p>
      ) : (
        <Table
          caption="Open invitations"
          head={
            <>
              <HeaderCell>Address</HeaderCell>
              <HeaderCell>Role</HeaderCell>
              <HeaderCell>Invited by</HeaderCell>
              <HeaderCell>Expires</HeaderCell>
              <HeaderCell>
                <span className="sr-only">Actions</span>
              </HeaderCell>
            </>
          }
        >
          {invitations.map((invitation) => (
            <Row key={invitation.id}>
              <Cell className="font-medium [overflow-wrap:anywhere]">{invitation.email}</Cell>
              <Cell name="Role">{ROLE_LABELS[invitation.role]}</Cell>
              <Cell name="Invited by">
                <bdi>{invitation.invitedBy}</bdi>
              </Cell>
              <Cell name="Expires" className="whitespace-nowrap">
                {invitation.expired ? <Badge>Expired</Badge> : <RelativeTime at={invitation.expiresAt} />}
              </Cell>
              <Cell className="cards:text-right">
                <span className="flex gap-2 cards:justify-end">
                  <Button
                    size="sm"
                    aria-label={`Invite ${invitation.email} again`}
                    onClick={() => onShow({ kind: "invite", again: invitation })}
                  >
                    Invite again
                  </Button>
                  <Button
                    size="sm"
                    aria-label={`Withdraw the invitation of ${invitation.email}`}
                    pending={withdrawing === invitation.id}
                    onClick={() => void withdraw(invitation)}
                  >
                    Withdraw
                  </Button>
                </span>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </Card>
  );
}
