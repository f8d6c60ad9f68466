"use client";

import clsx from "clsx";
import { useTransition } from "react";
import { useTeamIfAny } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import type { AuditChoices } from "@/lib/audit/list-choices";
import { AUDIT_PAGE_SIZE } from "@/lib/audit/schema";
import { AuditFilterBar } from "./audit-filter-bar";
import { type AuditFilters, auditHref, isFiltered, NO_AUDIT_FILTERS } from "./audit-filters";
import { EventList } from "./event-list";
import type { ShownEvent } from "./show-events";
import { useAuditFilters } from "./use-audit-filters";

type AuditViewProps = {
  events: ShownEvent[];
  total: number;
  page: number;
  pages: number;
  choices: AuditChoices;
  keyLabel: string | null;
  zone: string;
  /** The filters this list was read with. */
  filters: AuditFilters;
};

/** Filters and events: everything about the list that the URL drives. */
export function AuditView({ events, total, page, pages, choices, keyLabel, zone, filters }: AuditViewProps) {
  const [pending, startTransition] = useTransition();
  return (
    <div className="flex flex-col gap-4">
      <AuditFilterBar
        choices={choices}
        keyLabel={keyLabel}
        zone={zone}
        pending={pending}
        startTransition={startTransition}
      />
      <section
        aria-label="Events"
        aria-busy={pending}
        className={clsx(
          "min-w-0 overflow-clip rounded-lg border border-line bg-surface transition-opacity",
          pending && "opacity-60",
        )}
      >
        {events.length === 0 ? <Nothing filters={filters} /> : <EventList events={events} zone={zone} />}
      </section>
      <Pager
        of={["event", "events"]}
        total={total}
        page={page}
        pages={pages}
        shown={events.length}
        pageSize={AUDIT_PAGE_SIZE}
        hrefTo={(to) => auditHref({ ...filters, page: to }) || "?"}
      />
    </div>
  );
}

/** No match is not an empty trail. */
function Nothing({ filters }: { filters: AuditFilters }) {
  const [, setFilters] = useAuditFilters();
  const team = useTeamIfAny();
  if (!isFiltered(filters) && filters.page === 1) {
    return (
      <EmptyState title="Nothing has been done yet">
        {team
          ? "Whatever is done in this team is written here as it happens: to keys, secrets and alerts, by members and by access tokens."
          : "Whatever the operator decides for this deployment is written here as it happens, on these pages and on the command line."}{" "}
        Nothing of it can be changed or removed.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No match"
      action={<Button onClick={() => void setFilters(NO_AUDIT_FILTERS)}>Clear filters</Button>}
    >
      No event fits these filters.
    </EmptyState>
  );
}
