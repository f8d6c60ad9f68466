"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { asColumnHeader } from "@/components/ui/table-roles";
import { type KeyFilters, keyListHref } from "./key-filters";

type SortHeaderProps = { sort: KeyFilters["sort"]; filters: KeyFilters; className: string; children: string };

/** A column that sorts: labels upwards first, times newest first, then the other way round. */
export function SortHeader({ sort, filters, className, children }: SortHeaderProps) {
  const current = filters.sort === sort;
  const first = sort === "label" || sort === "expires" ? "asc" : "desc";
  const direction = current ? (filters.direction === "asc" ? "desc" : "asc") : first;
  const Arrow = filters.direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      {...asColumnHeader}
      aria-sort={current ? (filters.direction === "asc" ? "ascending" : "descending") : undefined}
      className={className}
    >
      <Link
        href={keyListHref({ ...filters, sort, direction, page: 1 }) || "?"}
        scroll={false}
        className="inline-flex h-6 items-center gap-1 rounded-sm hover:text-text"
      >
        {children}
        {current && <Arrow aria-hidden className="size-3" />}
      </Link>
    </th>
  );
}
