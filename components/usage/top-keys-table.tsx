"use client";

import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { StatusBadge } from "@/components/keys/status-badge";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Card } from "@/components/ui/card";
import { Segments } from "@/components/ui/segments";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { KeyView } from "@/lib/keys/view";
import type { TopKeysPage } from "@/lib/usage/page-top-keys";
import type { KeyOrder } from "@/lib/usage/rank-keys";
import { inRange } from "./range-parsers";
import { TopKeysPager } from "./top-keys-pager";
import { topParsers } from "./top-parsers";
import { duration, percent, whole } from "./usage-format";
import { useRange } from "./use-range";

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
] as const satisfies readonly { value: KeyOrder; label: string }[];

type TopKeysTableProps = Omit<TopKeysPage, "rows"> & { rows: readonly TopKey[]; order: KeyOrder };

/** The team's keys by what happened on them, worst or busiest first; a row opens the key over the same range. */
export function TopKeysTable({ rows, order, ...pages }: TopKeysTableProps) {
  const { slug } = useTeam();
  const [{ range, from, to, zone, compare }] = useRange();
  const [pending, startTransition] = useTransition();
  const [, setTop] = useQueryStates(topParsers, { shallow: false, history: "push", scroll: false, startTransition });
  return (
    <Card
      title="Top keys"
      flush
      aside={
        <Segments
          label="Order top keys by"
          value={order}
          onValueChange={(next) => void setTop({ top: next, page: null })}
          options={ORDERS}
        />
      }
    >
      <div aria-busy={pending} className={pending ? "opacity-60 transition-opacity" : "transition-opacity"}>
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
          {rows.map(({ key, requests, refused, errorRate, p95 }) => (
            <Row key={key.id} className="relative hover:bg-hover">
              <Cell className="cards:max-w-64">
                <Link
                  href={inEnvironment(
                    inRange(`/${slug}/keys/${key.id}`, { range, from, to, zone, compare }),
                    key.environment,
                  )}
                  prefetch={false}
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  <bdi>{key.label}</bdi>
                </Link>
                <span className="tabular text-muted text-xs">{key.masked}</span>
              </Cell>
              <Cell name="Status">
                <StatusBadge status={key.status} />
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
      </div>
      <TopKeysPager
        {...pages}
        shown={rows.length}
        onPage={(page) => void setTop({ page })}
        onEveryKey={() => void setTop({ keys: "all", page: null })}
      />
    </Card>
  );
}
