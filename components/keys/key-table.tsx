"use client";

import clsx from "clsx";
import { useEnvironment } from "@/components/shell/use-environment";
import { asColumnHeader, asRow, asRowGroup, asTable } from "@/components/ui/table-roles";
import type { KeyView } from "@/lib/keys/view";
import type { KeyFilters } from "./key-filters";
import { KeyRow } from "./key-row";
import { SortHeader } from "./sort-header";

const headClass = "h-9 whitespace-nowrap border-line border-b px-3 text-left font-medium text-muted text-xs";

type KeyTableProps = {
  keys: readonly KeyView[];
  /** Key id → requests by hour. */
  activity: Record<string, number[]>;
  filters: KeyFilters;
  pending: boolean;
};

/** A table; under 700 px each row is a card. Roles are spelled out, since a changed `display` takes them away. */
export function KeyTable({ keys, activity, filters, pending }: KeyTableProps) {
  const environment = useEnvironment();
  return (
    <table
      {...asTable}
      aria-label={`Keys, ${environment}`}
      aria-busy={pending}
      className={clsx(
        "w-full border-separate border-spacing-0 text-sm transition-opacity max-cards:block",
        pending && "opacity-60",
      )}
    >
      <thead {...asRowGroup} className="max-cards:sr-only">
        <tr {...asRow}>
          <SortHeader sort="label" filters={filters} className={clsx(headClass, "pl-4")}>
            Key
          </SortHeader>
          <th {...asColumnHeader} className={clsx(headClass, "max-wide:hidden")}>
            Environment
          </th>
          <th {...asColumnHeader} className={headClass}>
            Scopes
          </th>
          <th {...asColumnHeader} className={headClass}>
            Status
          </th>
          <th {...asColumnHeader} className={headClass}>
            Last 24 h
          </th>
          <SortHeader sort="lastUsed" filters={filters} className={headClass}>
            Last used
          </SortHeader>
          <SortHeader sort="created" filters={filters} className={clsx(headClass, "max-wide:cards:hidden")}>
            Created
          </SortHeader>
          <SortHeader sort="expires" filters={filters} className={headClass}>
            Expires
          </SortHeader>
          <th {...asColumnHeader} className={headClass}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody {...asRowGroup} className="max-cards:block [&>tr:last-child>td]:border-b-0">
        {keys.map((key) => (
          <KeyRow key={key.id} item={key} counts={activity[key.id] ?? []} />
        ))}
      </tbody>
    </table>
  );
}
