"use client";

import Link from "next/link";
import { useQueryState } from "nuqs";
import { EnvironmentBadge } from "@/components/keys/environment-badge";
import { StatusBadge } from "@/components/keys/status-badge";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Card } from "@/components/ui/card";
import { Segments } from "@/components/ui/segments";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { KeyView } from "@/lib/keys/view";
import { type TOP_ORDERS, topParser } from "./range-parsers";
import { duration, percent, whole } from "./usage-format";

export type TopKey = {
  key: Pick<KeyView, "id" | "label" | "masked" | "status" | "environment">;
  requests: number;
  refused: number;
  errorRate: number | null;
  p95: number | null;
};

const ORDERS = [
  { value: "requests", label: "Requests" },
  { value: "refused", label: "Refused" },
  { value: "errorRate", label: "Errors" },
  { value: "p95", label: "Latency" },
] as const satisfies readonly { value: (typeof TOP_ORDERS)[number]; label: string }[];

const SHOWN = 20;

/** The team's keys by what happened on them, worst or busiest first. */
export function TopKeysTable({ rows }: { rows: readonly TopKey[] }) {
  const { slug } = useTeam();
  const [order, setOrder] = useQueryState("top", topParser.withOptions({ history: "push", scroll: false }));
  const sorted = rows.toSorted((a, b) => (b[order] ?? -1) - (a[order] ?? -1)).slice(0, SHOWN);
  return (
    <Card
      title="Top keys"
      flush
      aside={
        <Segments
          label="Order top keys by"
          value={order}
          onValueChange={(next) => void setOrder(next)}
          options={ORDERS}
        />
      }
    >
      <Table
        caption="Top keys"
        head={
          <>
            <HeaderCell>Key</HeaderCell>
            <HeaderCell>Status</HeaderCell>
            <HeaderCell numeric>Requests</HeaderCell>
            <HeaderCell numeric>Refused</HeaderCell>
            <HeaderCell numeric>Failed responses</HeaderCell>
            <HeaderCell numeric>p95</HeaderCell>
          </>
        }
      >
        {sorted.map(({ key, requests, refused, errorRate, p95 }) => (
          <Row key={key.id} className="relative hover:bg-hover">
            <Cell className="cards:max-w-64">
              <Link
                href={inEnvironment(`/${slug}/keys/${key.id}`, key.environment)}
                prefetch={false}
                className="block truncate font-medium after:absolute after:inset-0"
              >
                <bdi>{key.label}</bdi>
              </Link>
              <span className="tabular text-muted text-xs">{key.masked}</span>
            </Cell>
            <Cell name="Status">
              <span className="inline-flex gap-1">
                <StatusBadge status={key.status} />
                {key.environment === "test" && <EnvironmentBadge environment="test" />}
              </span>
            </Cell>
            <Cell numeric name="Requests">
              {whole(requests)}
            </Cell>
            <Cell numeric name="Refused">
              {whole(refused)}
              <span className="ml-2 text-muted text-xs">{percent(requests === 0 ? null : refused / requests)}</span>
            </Cell>
            <Cell numeric name="Failed responses">
              {percent(errorRate)}
            </Cell>
            <Cell numeric name="p95">
              {duration(p95)}
            </Cell>
          </Row>
        ))}
      </Table>
    </Card>
  );
}
