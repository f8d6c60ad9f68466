import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { ENVIRONMENTS } from "@/lib/keys/environment";
import { KEY_STATUSES } from "@/lib/keys/schema";
import type { TeamDetail } from "@/lib/operator/read-team-of-deployment";
import { TeamLimitCard } from "./team-limit-card";

const WORDS = { active: "Active", disabled: "Disabled", expired: "Expired", revoked: "Revoked" } as const;

/** Who is in a team, how much of what it has, and what its keys may use together. */
export function TeamDetailView({ team }: { team: TeamDetail }) {
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
        <dt className="text-muted">Id</dt>
        <dd className="tabular flex min-w-0 items-center gap-1">
          <span className="min-w-0 [overflow-wrap:anywhere]">{team.id}</span>
          <CopyButton text={team.id} label="Copy team id" />
        </dd>
        <dt className="text-muted">Address</dt>
        <dd className="tabular">/{team.slug}</dd>
        <dt className="text-muted">Created</dt>
        <dd>
          <RelativeTime at={team.createdAt} />
        </dd>
        <dt className="text-muted">Requests, 30 days</dt>
        <dd className="tabular">{team.requests.toLocaleString("en")}</dd>
      </dl>
      <TeamLimitCard team={team} />
      <Card flush title="Keys" aside={<span className="text-muted text-xs">Only how many: they are the team’s.</span>}>
        <Table
          caption="Keys by environment and status"
          head={
            <>
              <HeaderCell>Environment</HeaderCell>
              {KEY_STATUSES.map((status) => (
                <HeaderCell key={status} numeric>
                  {WORDS[status]}
                </HeaderCell>
              ))}
            </>
          }
        >
          {ENVIRONMENTS.map((environment) => (
            <Row key={environment}>
              <Cell>
                <Badge tone={environment === "test" ? "test" : "neutral"}>{environment}</Badge>
              </Cell>
              {KEY_STATUSES.map((status) => (
                <Cell key={status} name={WORDS[status]} numeric>
                  {team.keys[environment][status].toLocaleString("en")}
                </Cell>
              ))}
            </Row>
          ))}
        </Table>
      </Card>
      <Card flush title="Members">
        {team.members.length === 0 ? (
          <p className="px-4 pb-4 text-muted text-sm">Nobody is in this team any more.</p>
        ) : (
          <Table
            caption="Members"
            head={
              <>
                <HeaderCell>Name</HeaderCell>
                <HeaderCell>Address</HeaderCell>
                <HeaderCell>Role</HeaderCell>
                <HeaderCell>Joined</HeaderCell>
              </>
            }
          >
            {team.members.map((member) => (
              <Row key={member.id}>
                <Cell className="font-medium">
                  <bdi>{member.name}</bdi>
                </Cell>
                <Cell name="Address" className="[overflow-wrap:anywhere]">
                  {member.email}
                </Cell>
                <Cell name="Role">{member.role}</Cell>
                <Cell name="Joined" className="text-muted">
                  <RelativeTime at={member.joinedAt} />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </Card>
    </>
  );
}
