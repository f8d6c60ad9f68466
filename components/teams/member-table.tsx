"use client";

import clsx from "clsx";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { MemberView } from "@/lib/teams/list-members";
import type { MemberDialog } from "./member-dialog";
import { ROLE_LABELS, roleOptions } from "./role-words";

type MemberTableProps = { members: readonly MemberView[]; onShow: (dialog: MemberDialog) => void };

export function MemberTable({ members, onShow }: MemberTableProps) {
  const { me } = useTeam();
  const may = useMay();
  const mayRemove = may("member:remove");
  return (
    <Table
      caption="Members"
      head={
        <>
          <HeaderCell>Member</HeaderCell>
          <HeaderCell>Role</HeaderCell>
          <HeaderCell>Joined</HeaderCell>
          <HeaderCell>Last seen</HeaderCell>
          {mayRemove && (
            <HeaderCell>
              <span className="sr-only">Actions</span>
            </HeaderCell>
          )}
        </>
      }
    >
      {members.map((member) => (
        <Row key={member.id}>
          <Cell className="cards:w-[40%] cards:max-w-0">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium" title={member.name}>
                <bdi>{member.name}</bdi>
              </span>
              {member.id === me.userId && <Badge>You</Badge>}
            </span>
            <span className="block truncate text-muted text-xs" title={member.email}>
              {member.email}
            </span>
          </Cell>
          <Cell name="Role">
            {may("member:change_role") ? (
              <Select
                label={`Role of ${member.name}`}
                value={member.role}
                onValueChange={(role) => role !== member.role && onShow({ kind: "role", member, role })}
                options={roleOptions()}
                className="!h-7 w-30"
              />
            ) : (
              ROLE_LABELS[member.role]
            )}
          </Cell>
          <Cell name="Joined" className="whitespace-nowrap">
            <RelativeTime at={member.joinedAt} />
          </Cell>
          <Cell name="Last seen" className="whitespace-nowrap">
            {member.lastSeenAt ? <RelativeTime at={member.lastSeenAt} /> : <span className="text-muted">Never</span>}
          </Cell>
          {mayRemove && (
            <Cell className={clsx("cards:text-right", member.id === me.userId && "max-cards:hidden")}>
              {member.id !== me.userId && (
                <Button
                  size="sm"
                  aria-label={`Remove ${member.name}`}
                  onClick={() => onShow({ kind: "remove", member })}
                >
                  Remove
                </Button>
              )}
            </Cell>
          )}
        </Row>
      ))}
    </Table>
  );
}
