"use client";

import clsx from "clsx";
import { Expires } from "@/components/keys/expires";
import { StatusBadge } from "@/components/keys/status-badge";
import { useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { AccessTokenView } from "@/lib/teams/list-access-tokens";
import { ROLE_LABELS } from "./role-words";

/** The role that counts now; when its creator may less by now, the one it was made with is said on hover. */
function TokenRole({ token }: { token: AccessTokenView }) {
  const label = ROLE_LABELS[token.effectiveRole];
  if (token.effectiveRole === token.role) return label;
  return (
    <Hint
      className="min-h-6 rounded-sm text-left underline decoration-dotted underline-offset-4"
      content={`Made as ${token.role}; ${token.createdBy.name} is ${token.effectiveRole} now, and the lower role counts.`}
    >
      {label}
    </Hint>
  );
}

type AccessTokenTableProps = { tokens: readonly AccessTokenView[]; onRevoke: (token: AccessTokenView) => void };

export function AccessTokenTable({ tokens, onRevoke }: AccessTokenTableProps) {
  const { me } = useTeam();
  return (
    <Table
      caption="Access tokens"
      head={
        <>
          <HeaderCell>Token</HeaderCell>
          <HeaderCell>Role</HeaderCell>
          <HeaderCell>Created by</HeaderCell>
          <HeaderCell>Created</HeaderCell>
          <HeaderCell>Last used</HeaderCell>
          <HeaderCell>Expires</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        </>
      }
    >
      {tokens.map((token) => (
        <Row key={token.id} className={clsx(token.status !== "active" && "text-muted")}>
          <Cell className="cards:w-[30%] cards:max-w-0">
            <span className="block truncate font-medium" title={token.name}>
              <bdi>{token.name}</bdi>
            </span>
            <span className="tabular block truncate text-muted text-xs">{token.masked}</span>
          </Cell>
          <Cell name="Role">
            <TokenRole token={token} />
          </Cell>
          <Cell name="Created by">
            <bdi>{token.createdBy.id === me.userId ? "You" : token.createdBy.name}</bdi>
          </Cell>
          <Cell name="Created" className="whitespace-nowrap">
            <RelativeTime at={token.createdAt} />
          </Cell>
          <Cell name="Last used" className="whitespace-nowrap">
            {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : <span className="text-muted">Never</span>}
          </Cell>
          <Cell name="Expires" className="whitespace-nowrap">
            <Expires item={token} />
          </Cell>
          <Cell className="cards:text-right">
            {token.status === "active" ? (
              <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
                Revoke
              </Button>
            ) : (
              <StatusBadge status={token.status} />
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
