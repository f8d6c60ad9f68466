"use client";

import { LoaderCircle, X } from "lucide-react";
import type { TransitionStartFunction } from "react";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import { ALERT_KINDS } from "@/lib/alerts/finding";
import { ALERT_STATUSES, type AlertStatus } from "@/lib/alerts/schema";
import { isFiltered, NO_ALERT_FILTERS } from "./alert-filters";
import { KIND_WORDS } from "./alert-kinds";
import { useAlertFilters } from "./use-alert-filters";

const ANY = "any";
const LABELS: Record<AlertStatus, string> = { open: "Open", acknowledged: "Acknowledged", muted: "Muted" };
const KINDS = [
  { value: ANY, label: "Any" },
  ...ALERT_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind].title })),
];

type AlertFilterBarProps = {
  totals: Record<AlertStatus, number>;
  keys: readonly { id: string; label: string }[];
  pending: boolean;
  startTransition: TransitionStartFunction;
};

/** Status, rule and key; every one of them lives in the URL. */
export function AlertFilterBar({ totals, keys, pending, startTransition }: AlertFilterBarProps) {
  const [filters, setFilters] = useAlertFilters(startTransition);
  const choose = (name: "kind" | "key") => ({
    value: filters[name] ?? ANY,
    active: filters[name] !== null,
    onValueChange: (value: string) => void setFilters({ [name]: value === ANY ? null : value, page: 1 }),
  });
  return (
    <search className="flex flex-wrap items-center gap-2">
      <Segments
        label="Status"
        value={filters.status}
        onValueChange={(status) => void setFilters({ status, page: 1 })}
        options={ALERT_STATUSES.map((status) => ({
          value: status,
          label: `${LABELS[status]} ${totals[status].toLocaleString("en")}`,
        }))}
      />
      <Select label="Rule" prefix="Rule" options={KINDS} {...choose("kind")} />
      <Select
        label="Key"
        prefix="Key"
        className="max-w-60"
        options={[{ value: ANY, label: "Any" }, ...keys.map(({ id, label }) => ({ value: id, label }))]}
        {...choose("key")}
      />
      {isFiltered(filters) && (
        <Button
          look="ghost"
          icon={<X aria-hidden className="size-3.5" />}
          onClick={() => void setFilters(NO_ALERT_FILTERS)}
        >
          Clear filters
        </Button>
      )}
      {pending && <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" />}
    </search>
  );
}
