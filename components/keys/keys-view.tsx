"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import type { KeyCounts } from "@/lib/keys/count-keys";
import { KEY_PAGE_SIZE } from "@/lib/keys/schema";
import type { KeyView } from "@/lib/keys/view";
import { KeyCards } from "./key-cards";
import { KeyFilterBar } from "./key-filter-bar";
import { type KeyFilters, keyListHref, NO_FILTERS } from "./key-filters";
import { KeyTable } from "./key-table";
import { useKeyFilters } from "./use-key-filters";

type KeysViewProps = {
  keys: KeyView[];
  total: number;
  page: number;
  pages: number;
  counts: KeyCounts;
  creators: { id: string; name: string }[];
  activity: Record<string, number[]>;
  /** The filters this list was read with. */
  filters: KeyFilters;
};

/** Cards, filters and the table: everything about the list that the URL drives. */
export function KeysView({ keys, total, page, pages, counts, creators, activity, filters }: KeysViewProps) {
  const [pending, startTransition] = useTransition();
  const [, setFilters] = useKeyFilters(startTransition);
  return (
    <div className="flex flex-col gap-4">
      <KeyCards counts={counts} filters={filters} />
      <KeyFilterBar creators={creators} pending={pending} startTransition={startTransition} />
      <section aria-label="Keys" className="min-w-0 overflow-x-auto rounded-lg border border-line bg-surface">
        {keys.length === 0 ? (
          <EmptyState
            title="No match"
            action={<Button onClick={() => void setFilters(NO_FILTERS)}>Clear filters</Button>}
          >
            None of the {counts.all.toLocaleString("en")} keys of this environment fits these filters.
          </EmptyState>
        ) : (
          <KeyTable keys={keys} activity={activity} filters={filters} pending={pending} />
        )}
      </section>
      <Pager
        of={["key", "keys"]}
        total={total}
        page={page}
        pages={pages}
        shown={keys.length}
        pageSize={KEY_PAGE_SIZE}
        hrefTo={(to) => keyListHref({ ...filters, page: to }) || "?"}
      />
    </div>
  );
}
