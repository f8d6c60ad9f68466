"use client";

import clsx from "clsx";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import type { EvidenceChart } from "@/lib/alerts/evidence-chart";
import type { AlertList } from "@/lib/alerts/list-alerts";
import { ALERT_PAGE_SIZE } from "@/lib/alerts/schema";
import { AlertCard } from "./alert-card";
import { AlertFilterBar } from "./alert-filter-bar";
import { type AlertFilters, alertListHref, isFiltered, NO_ALERT_FILTERS } from "./alert-filters";
import { useAlertFilters } from "./use-alert-filters";

type AlertsViewProps = AlertList & {
  charts: Record<string, EvidenceChart>;
  keys: { id: string; label: string }[];
  /** The filters this list was read with. */
  filters: AlertFilters;
};

/** Filters and alerts: everything about the list that the URL drives. */
export function AlertsView({ alerts, totals, page, pages, charts, keys, filters }: AlertsViewProps) {
  const [pending, startTransition] = useTransition();
  return (
    <div className="flex flex-col gap-4">
      <AlertFilterBar totals={totals} keys={keys} pending={pending} startTransition={startTransition} />
      <section
        id="alerts"
        tabIndex={-1}
        aria-label="Alerts"
        aria-busy={pending}
        className={clsx("flex flex-col gap-4 outline-hidden transition-opacity", pending && "opacity-60")}
      >
        {alerts.length === 0 ? (
          <Nothing filters={filters} />
        ) : (
          alerts.map((alert) => <AlertCard key={alert.id} alert={alert} chart={charts[alert.id]} />)
        )}
      </section>
      {alerts.length > 0 && (
        <Pager
          of={["alert", "alerts"]}
          total={totals[filters.status]}
          page={page}
          pages={pages}
          shown={alerts.length}
          pageSize={ALERT_PAGE_SIZE}
          hrefTo={(to) => alertListHref({ ...filters, page: to }) || "?"}
        />
      )}
    </div>
  );
}

const NONE = {
  open: { title: "No open alerts", text: "Everything unusual was acknowledged or muted." },
  acknowledged: { title: "None acknowledged", text: "An alert that somebody acknowledges is kept here." },
  muted: { title: "None muted", text: "Alerts about a key that were muted are kept here, and count nowhere." },
};

/** No match is not no alerts. */
function Nothing({ filters }: { filters: AlertFilters }) {
  const [, setFilters] = useAlertFilters();
  const { title, text } = NONE[filters.status];
  return (
    <div className="rounded-lg border border-line bg-surface">
      {isFiltered(filters) || filters.page > 1 ? (
        <EmptyState
          title="No match"
          action={<Button onClick={() => void setFilters(NO_ALERT_FILTERS)}>Clear filters</Button>}
        >
          None of the {filters.status} alerts of this environment fits these filters.
        </EmptyState>
      ) : (
        <EmptyState title={title}>{text}</EmptyState>
      )}
    </div>
  );
}
