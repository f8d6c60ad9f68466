"use client";

import Link from "next/link";
import { useTeam } from "@/components/shell/team-context";
import { refused, type UsageCounts } from "@/lib/usage/point";
import { REFUSAL_WORDS } from "./refusal-words";
import { ShortList, type ShortRow } from "./short-list";

const COLORS: Record<number, string> = { 429: "var(--chart-4)", 403: "var(--chart-3)", 401: "var(--chart-5)" };

/** Why requests were refused, most frequent first; shares are of all refusals. */
export function RefusalTable({ totals }: { totals: UsageCounts }) {
  const { slug } = useTeam();
  const rows = Object.entries(REFUSAL_WORDS).map(([code, { reason, status }]): ShortRow => {
    const count = totals.outcomes[code as keyof typeof REFUSAL_WORDS];
    const name = (
      <>
        {reason} <span className="tabular text-muted text-xs">{status}</span>
      </>
    );
    return { id: code, name, count, ...(COLORS[status] && { color: COLORS[status] }) };
  });
  return (
    <ShortList
      title="Refusals by reason"
      aside={
        refused(totals) > 0 && (
          <Link
            href={`/${slug}/explain`}
            className="inline-flex min-h-6 items-center text-muted text-xs hover:text-text hover:underline"
          >
            Explain request
          </Link>
        )
      }
      column="Reason"
      many="reasons"
      counted="Requests"
      total={refused(totals)}
      rows={rows.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)}
      nothing="Nothing was refused in this range."
    />
  );
}
