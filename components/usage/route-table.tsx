"use client";

import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { Part } from "@/lib/usage/breakdown";
import type { Folded } from "./breakdown-view";
import { Reporting } from "./reporting";
import { duration, percent, whole } from "./usage-format";
import { useShowAll } from "./use-show-all";

/** What was called: as asked of the gateway, and as services reported it. */
export function RouteTable({ routes }: { routes: Folded["routes"] }) {
  const rows = [...routes.largest, ...(routes.other ? [routes.other] : [])];
  const { shown, button } = useShowAll(rows, "routes");
  const isTold = rows.some(({ value, isOther }) => value !== "" || isOther);
  return (
    <Card title="Top routes" flush>
      {isTold ? (
        <>
          <Table
            caption="Top routes"
            head={
              <>
                <HeaderCell>Route</HeaderCell>
                <HeaderCell numeric>Requests</HeaderCell>
                <HeaderCell numeric>Refused</HeaderCell>
                <HeaderCell numeric>Responses</HeaderCell>
                <HeaderCell numeric>Failed</HeaderCell>
                <HeaderCell numeric>Mean latency</HeaderCell>
                <HeaderCell>Last seen</HeaderCell>
              </>
            }
          >
            {shown.map((part) => (
              <Row key={part.isOther ? "other" : part.value}>
                <Cell className="w-full [overflow-wrap:anywhere] max-cards:font-medium">
                  <RouteName {...part} />
                </Cell>
                <Cell numeric name="Requests">
                  {whole(part.requests)}
                </Cell>
                <Cell numeric name="Refused">
                  {whole(part.refused)}
                </Cell>
                <Cell numeric name="Responses">
                  {whole(part.responses)}
                </Cell>
                <Cell numeric name="Failed" className="whitespace-nowrap">
                  {percent(part.responses === 0 ? null : part.failed / part.responses)}
                </Cell>
                <Cell numeric name="Mean latency" className="whitespace-nowrap">
                  {duration(part.meanLatencyMs)}
                </Cell>
                <Cell name="Last seen" className="whitespace-nowrap">
                  {part.lastAt ? <RelativeTime at={part.lastAt} /> : "–"}
                </Cell>
              </Row>
            ))}
          </Table>
          {button}
        </>
      ) : (
        <div className="px-4 pt-2 pb-5 text-muted text-sm">
          <Reporting what="No routes were told in this range" />
        </div>
      )}
    </Card>
  );
}

function RouteName({ value, isOther }: Part) {
  if (isOther) return <span className="text-muted">Other routes</span>;
  if (value === "") return <span className="text-muted">Route not told</span>;
  const [, method, path] = /^([A-Z]+) (.*)$/s.exec(value) ?? [];
  return (
    <bdi className="tabular text-xs">
      {method && <span className="mr-2 text-muted">{method}</span>}
      {path ?? value}
    </bdi>
  );
}
