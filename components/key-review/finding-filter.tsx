import clsx from "clsx";
import Link from "next/link";
import { FINDING_KINDS } from "@/lib/key-review/findings";
import type { KeyReview } from "@/lib/key-review/review-keys";
import { FINDING_WORDS } from "./finding-words";
import { type ReviewFilters, reviewHref } from "./review-filters";

type FindingFilterProps = { counts: KeyReview["counts"]; flagged: number; filters: ReviewFilters };

/** Every finding with how many keys it is about; each is the filter that shows exactly those. */
export function FindingFilter({ counts, flagged, filters }: FindingFilterProps) {
  const choices = [
    { finding: null, title: "All", count: flagged },
    ...FINDING_KINDS.map((finding) => ({ finding, title: FINDING_WORDS[finding].title, count: counts[finding] })),
  ];
  return (
    <nav aria-label="Findings">
      <ul className="flex flex-wrap gap-2">
        {choices.map(({ finding, title, count }) => {
          const on = filters.finding === finding;
          return (
            <li key={title}>
              <Link
                href={reviewHref({ ...filters, finding, page: 1 })}
                scroll={false}
                aria-current={on ? "true" : undefined}
                className={clsx(
                  "flex h-8 items-center gap-2 rounded border bg-surface px-2.5 text-sm transition-colors hover:border-line-strong hover:bg-hover",
                  on ? "border-accent font-medium" : "border-line",
                  count === 0 && !on && "text-muted",
                )}
              >
                {title}
                <span className={clsx("tabular text-xs", count === 0 ? "text-muted" : "font-medium")}>
                  {count.toLocaleString("en")}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
