"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import type { KeyReview } from "@/lib/key-review/review-keys";
import { type BulkAct, REVIEW_PAGE_SIZE } from "@/lib/key-review/schema";
import type { KeyView } from "@/lib/keys/view";
import { BulkBar } from "./bulk-bar";
import { BulkDialog } from "./bulk-dialog";
import { FindingFilter } from "./finding-filter";
import { keysInWords } from "./finding-words";
import { NothingToReview } from "./nothing-to-review";
import { type ReviewFilters, reviewHref } from "./review-filters";
import { ReviewTable } from "./review-table";
import { useSelection } from "./use-selection";

type Confirming = { act: BulkAct; keyIds: string[]; known: KeyView[] };

/** Findings, the keys they are about, and what to do with one or many of them. */
export function ReviewView({ review, filters }: { review: KeyReview; filters: ReviewFilters }) {
  const { rows, counts, flagged, reviewed, actable, total, page, pages } = review;
  const router = useRouter();
  const selection = useSelection(review);
  // Taken when the dialog opens: the page below may read again while somebody thinks.
  const [confirming, setConfirming] = useState<Confirming | null>(null);
  const [open, setOpen] = useState(false);
  const opener = useRef<Element | null>(null);
  const confirm = (act: BulkAct) => {
    const { chosen } = selection;
    const known = rows.map(({ key }) => key).filter(({ id }) => chosen.has(id));
    opener.current = document.activeElement;
    setConfirming({ act, keyIds: [...chosen], known });
    setOpen(true);
  };

  if (flagged === 0) return <NothingToReview reviewed={reviewed} environment={filters.env} />;
  return (
    <div className="flex flex-col gap-4">
      <FindingFilter counts={counts} flagged={flagged} filters={filters} />
      <section aria-label="Keys to review" className="min-w-0 overflow-clip rounded-lg border border-line bg-surface">
        {rows.length === 0 ? (
          <EmptyState
            title="No key has this finding"
            action={
              <Link href={reviewHref({ ...filters, finding: null, page: 1 })} className={buttonClass()}>
                Show all findings
              </Link>
            }
          >
            None of the {keysInWords(reviewed)} looked at has it. {flagged.toLocaleString("en")} of them{" "}
            {flagged === 1 ? "has" : "have"} another finding.
          </EmptyState>
        ) : (
          <>
            {actable.length > 0 && (
              <BulkBar selection={selection} actable={actable} finding={filters.finding} onAct={confirm} />
            )}
            <ReviewTable rows={rows} selection={selection} />
          </>
        )}
      </section>
      <Pager
        of={["key", "keys"]}
        total={total}
        page={page}
        pages={pages}
        shown={rows.length}
        pageSize={REVIEW_PAGE_SIZE}
        hrefTo={(to) => reviewHref({ ...filters, page: to })}
      />
      {confirming && (
        <BulkDialog
          {...confirming}
          open={open}
          close={() => setOpen(false)}
          onClosed={() => setConfirming(null)}
          onDone={() => {
            selection.clear();
            router.refresh();
          }}
          finalFocus={() => {
            const from = opener.current;
            return from instanceof HTMLElement && from.isConnected
              ? from
              : (document.getElementById("content") ?? true);
          }}
        />
      )}
    </div>
  );
}
