"use client";

import clsx from "clsx";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { Segments } from "@/components/ui/segments";
import { LiveRefresh } from "@/components/usage/live-refresh";
import type { DeliveryList } from "@/lib/webhooks/list-deliveries";
import { DELIVERY_PAGE_SIZE, DELIVERY_STATUSES } from "@/lib/webhooks/schema";
import type { DeliveryDetail } from "@/lib/webhooks/view";
import { DeliveryRow } from "./delivery-row";
import { STATUS_WORDS } from "./delivery-status";
import { type LogFilters, logHref, logParsers } from "./log-filters";

const ALL = "all";

type DeliveryLogProps = {
  endpointId: string;
  isDisabled: boolean;
  list: DeliveryList;
  /** Of the delivery that the URL names. */
  detail: DeliveryDetail | null;
  filters: LogFilters;
};

/** What was sent to the endpoint, newest first. */
export function DeliveryLog({ endpointId, isDisabled, list, detail, filters }: DeliveryLogProps) {
  const [pending, startTransition] = useTransition();
  const [, setFilters] = useQueryStates(logParsers, {
    shallow: false,
    history: "push",
    scroll: false,
    startTransition,
  });
  const { totals, page, pages } = list;
  // One that a link leads to, and that these filters or this page do not hold, stands first.
  const isListed = detail === null || list.deliveries.some(({ id }) => id === detail.id);
  const deliveries = isListed ? list.deliveries : [detail, ...list.deliveries];
  const all = DELIVERY_STATUSES.reduce((sum, status) => sum + totals[status], 0);
  const total = filters.status === null ? all : totals[filters.status];
  const counted = (label: string, count: number) => `${label} ${count.toLocaleString("en")}`;
  return (
    <Card flush title="Log" aside={<LiveRefresh />}>
      {all === 0 ? (
        <EmptyState title="Nothing sent yet">
          Events from now on are here, each with what was sent and what was answered. “Send test event” sends one at
          once.
        </EmptyState>
      ) : (
        <>
          <div className="border-line border-b px-4 pb-3">
            <Segments
              label="Status"
              value={filters.status ?? ALL}
              onValueChange={(status) =>
                void setFilters({ status: status === ALL ? null : status, page: 1, delivery: null })
              }
              options={[
                { value: ALL, label: counted("All", all) },
                ...DELIVERY_STATUSES.map((status) => ({
                  value: status,
                  label: counted(STATUS_WORDS[status], totals[status]),
                })),
              ]}
            />
          </div>
          {deliveries.length === 0 ? (
            <EmptyState
              title="No match"
              action={
                <Button onClick={() => void setFilters({ status: null, page: 1, delivery: null })}>
                  Clear filters
                </Button>
              }
            >
              None of the {counted("", all).trim()} events fits.
            </EmptyState>
          ) : (
            <ol aria-busy={pending} className={clsx("flex flex-col transition-opacity", pending && "opacity-60")}>
              {deliveries.map((delivery) => {
                const isOpen = detail?.id === delivery.id;
                return (
                  <DeliveryRow
                    key={delivery.id}
                    endpointId={endpointId}
                    isDisabled={isDisabled}
                    delivery={delivery}
                    detail={isOpen ? detail : null}
                    href={logHref({ ...filters, delivery: isOpen ? null : delivery.id })}
                  />
                );
              })}
            </ol>
          )}
          <div className="border-line border-t px-4 py-2">
            <Pager
              of={["event", "events"]}
              total={total}
              page={page}
              pages={pages}
              shown={deliveries.length}
              pageSize={DELIVERY_PAGE_SIZE}
              hrefTo={(to) => logHref({ ...filters, page: to, delivery: null })}
            />
          </div>
        </>
      )}
    </Card>
  );
}
