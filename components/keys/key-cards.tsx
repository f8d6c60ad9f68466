"use client";

import clsx from "clsx";
import Link from "next/link";
import type { KeyCounts } from "@/lib/keys/count-keys";
import { type KeyFilters, keyListHref, NO_FILTERS } from "./key-filters";

type Card = { name: keyof KeyCounts; title: string; hint: string; filter: Partial<KeyFilters> };

const CARDS: Card[] = [
  { name: "active", title: "Active", hint: "accepted now", filter: { status: "active" } },
  { name: "expiring", title: "Expiring", hint: "within 30 days", filter: { expiring: "soon" } },
  { name: "idle", title: "Idle", hint: "not used for 30 days", filter: { status: "active", idle: "30" } },
  {
    name: "neverUsed",
    title: "Never used",
    hint: "active, no request yet",
    filter: { status: "active", idle: "never" },
  },
];

const isOn = (filters: KeyFilters, card: Card): boolean => {
  const wanted: Partial<KeyFilters> = { ...NO_FILTERS, ...card.filter };
  return (["q", "status", "creator", "scope", "idle", "expiring", "rotation"] as const).every(
    (name) => filters[name] === wanted[name],
  );
};

/** The numbers over the table; each is also the filter that shows exactly those keys. */
export function KeyCards({ counts, filters }: { counts: KeyCounts; filters: KeyFilters }) {
  return (
    <ul className="grid gap-3 min-[300px]:grid-cols-2 shell:grid-cols-4">
      {CARDS.map((card) => {
        const on = isOn(filters, card);
        return (
          <li key={card.name}>
            <Link
              href={keyListHref({ ...filters, ...NO_FILTERS, ...(on ? {} : card.filter) }) || "?"}
              scroll={false}
              aria-current={on ? "true" : undefined}
              className={clsx(
                "block rounded-lg border bg-surface px-4 py-3 transition-colors hover:border-line-strong",
                on ? "border-accent" : "border-line",
              )}
            >
              <span className="block text-muted text-xs">{card.title}</span>
              <span className="tabular block font-medium text-xl">{counts[card.name].toLocaleString("en")}</span>
              <span className="block text-2xs text-muted">{card.hint}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
