"use client";

import clsx from "clsx";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import type { NoticeList } from "@/lib/notifications/list-notices";
import { byDay } from "./by-day";
import { NoNoticesYet } from "./no-notices-yet";
import { NoticeFilterBar } from "./notice-filter-bar";
import { isFiltered, NO_NOTICE_FILTERS, type NoticeFilters } from "./notice-filters";
import { NoticeItem } from "./notice-item";
import { NoticePager } from "./notice-pager";
import { useNoticeFilters } from "./use-notice-filters";

type NoticesViewProps = NoticeList & {
  zone: string;
  /** The filters this list was read with. */
  filters: NoticeFilters;
};

/** Filters and notices: everything about the inbox that the URL drives. */
export function NoticesView({ notices, nextCursor, zone, filters }: NoticesViewProps) {
  const [pending, startTransition] = useTransition();
  const now = useNow();
  if (notices.length === 0 && !isFiltered(filters) && filters.after === null) return <NoNoticesYet />;
  return (
    <div className="flex flex-col gap-4">
      <NoticeFilterBar pending={pending} startTransition={startTransition} />
      <section
        id="notices"
        tabIndex={-1}
        aria-label="Notices"
        aria-busy={pending}
        className={clsx("flex flex-col gap-4 outline-hidden transition-opacity", pending && "opacity-60")}
      >
        {notices.length === 0 && <Nothing filters={filters} />}
        {byDay(notices, zone, now).map(({ day, items }) => (
          <div key={day} className="flex flex-col gap-2">
            <h2 className="font-medium text-muted text-xs">{day}</h2>
            <div className="overflow-clip rounded-lg border border-line bg-surface">
              {items.map((notice) => (
                <NoticeItem key={notice.id} notice={notice} zone={zone} leaves={filters.unread} />
              ))}
            </div>
          </div>
        ))}
      </section>
      <NoticePager filters={filters} shown={notices.length} nextCursor={nextCursor} />
    </div>
  );
}

/** No match is not no notices. */
function Nothing({ filters }: { filters: NoticeFilters }) {
  const [, setFilters] = useNoticeFilters();
  const isOnlyUnread = filters.unread && filters.group === null;
  return (
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState
        title={isOnlyUnread ? "Nothing unread" : "No match"}
        action={
          <Button onClick={() => void setFilters(NO_NOTICE_FILTERS)}>
            {isOnlyUnread ? "Show all notices" : "Clear filters"}
          </Button>
        }
      >
        {isOnlyUnread ? "You have read every notice of this environment." : "No notice of this environment fits."}
      </EmptyState>
    </div>
  );
}
