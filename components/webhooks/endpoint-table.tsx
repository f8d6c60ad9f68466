"use client";

import Link from "next/link";
import { EnvironmentBadge } from "@/components/keys/environment-badge";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { EndpointView } from "@/lib/webhooks/view";
import { DeliveryStatusBadge } from "./delivery-status";
import { EndpointStatus } from "./endpoint-status";

export function EndpointTable({ endpoints }: { endpoints: readonly EndpointView[] }) {
  const { slug } = useTeam();
  const environment = useEnvironment();
  return (
    <Table
      caption="Webhook endpoints"
      head={
        <>
          <HeaderCell>Endpoint</HeaderCell>
          <HeaderCell>Status</HeaderCell>
          <HeaderCell>Environment</HeaderCell>
          <HeaderCell>Events</HeaderCell>
          <HeaderCell>Last event</HeaderCell>
        </>
      }
    >
      {endpoints.map((endpoint) => (
        <Row key={endpoint.id}>
          <Cell className="cards:w-[46%] cards:max-w-0">
            <Link
              href={inEnvironment(`/${slug}/settings/webhooks/${endpoint.id}`, environment)}
              title={endpoint.shownUrl}
              className="tabular block min-h-6 truncate font-medium hover:underline"
            >
              {endpoint.shownUrl}
            </Link>
            {endpoint.description && (
              <span dir="auto" className="block truncate text-muted text-xs">
                {endpoint.description}
              </span>
            )}
          </Cell>
          <Cell name="Status">
            <EndpointStatus endpoint={endpoint} />
          </Cell>
          <Cell name="Environment">
            {endpoint.environment === null ? "Both" : <EnvironmentBadge environment={endpoint.environment} />}
          </Cell>
          <Cell name="Events" className="tabular">
            {endpoint.events.length}
          </Cell>
          <Cell name="Last event" className="whitespace-nowrap">
            {endpoint.last === null ? (
              <span className="text-muted">None yet</span>
            ) : (
              <span className="inline-flex items-center gap-2">
                <DeliveryStatusBadge status={endpoint.last.status} />
                <RelativeTime at={endpoint.last.at} className="text-muted" />
              </span>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
