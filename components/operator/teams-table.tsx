import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Pager } from "@/components/ui/pager";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { TeamsOfDeployment } from "@/lib/operator/list-teams-of-deployment";
import { TEAM_PAGE_SIZE } from "@/lib/operator/schema";
import { TeamSearch } from "./team-search";

const hrefTo = (q: string, page: number): string => {
  const query = new URLSearchParams({ ...(q && { q }), ...(page > 1 && { page: String(page) }) });
  return `?${query}`;
};

export function TeamsTable({ teams, total, page, pages, q }: TeamsOfDeployment & { q: string }) {
  return (
    <>
      <TeamSearch />
      <Card flush>
        {teams.length === 0 ? (
          <p className="px-4 py-10 text-center text-muted text-sm">
            No team, slug or member’s address matches this search.
          </p>
        ) : (
          <Table
            caption="Teams"
            head={
              <>
                <HeaderCell>Team</HeaderCell>
                <HeaderCell numeric>Members</HeaderCell>
                <HeaderCell numeric>Keys</HeaderCell>
                <HeaderCell numeric>Requests, 30 days</HeaderCell>
                <HeaderCell>Created</HeaderCell>
                <HeaderCell>Last activity</HeaderCell>
              </>
            }
          >
            {teams.map((team) => (
              <Row key={team.id}>
                <Cell>
                  <Link
                    href={`/operator/teams/${team.id}`}
                    className="inline-block py-0.5 font-medium hover:underline [overflow-wrap:anywhere]"
                  >
                    <bdi>{team.name}</bdi>
                  </Link>
                </Cell>
                <Cell name="Members" numeric>
                  {team.members.toLocaleString("en")}
                </Cell>
                <Cell name="Keys" numeric>
                  {team.keys.toLocaleString("en")}
                </Cell>
                <Cell name="Requests, 30 days" numeric>
                  {team.requests.toLocaleString("en")}
                </Cell>
                <Cell name="Created" className="text-muted">
                  <RelativeTime at={team.createdAt} />
                </Cell>
                <Cell name="Last activity" className="text-muted">
                  {team.lastActivityAt ? <RelativeTime at={team.lastActivityAt} /> : "none"}
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </Card>
      <Pager
        of={["team", "teams"]}
        total={total}
        page={page}
        pages={pages}
        shown={teams.length}
        pageSize={TEAM_PAGE_SIZE}
        hrefTo={(to) => hrefTo(q, to)}
      />
    </>
  );
}
