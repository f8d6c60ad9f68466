"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { TOP_KEYS_PAGE, type TopKeysPage } from "@/lib/usage/page-top-keys";
import { whole } from "./usage-format";

type TopKeysPagerProps = Omit<TopKeysPage, "rows"> & {
  shown: number;
  onPage: (page: number) => void;
  onEveryKey: () => void;
};

/** Which keys these are out of how many, what is on keys not among them, and the way to all of them. */
export function TopKeysPager({ total, page, pages, elsewhere, shown, onPage, onEveryKey }: TopKeysPagerProps) {
  if (pages === 1 && elsewhere === 0) return null;
  const first = (page - 1) * TOP_KEYS_PAGE + 1;
  const of = elsewhere === 0 ? "keys with usage" : "keys: the largest, and those most in trouble";
  return (
    <nav
      aria-label="Pages of top keys"
      className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-2 text-muted text-xs"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p aria-live="polite" className="tabular-nums">
          {whole(first)}–{whole(first + shown - 1)} of {whole(total)} {of}
        </p>
        {elsewhere > 0 && (
          <>
            <p className="tabular-nums">{whole(elsewhere)} requests were on other keys</p>
            <Button size="sm" onClick={onEveryKey}>
              Show every key
            </Button>
          </>
        )}
      </div>
      <div className="flex gap-2">
        {page > 1 && (
          <Button size="sm" icon={<ChevronLeft aria-hidden className="size-3.5" />} onClick={() => onPage(page - 1)}>
            Previous
          </Button>
        )}
        {page < pages && (
          <Button size="sm" onClick={() => onPage(page + 1)}>
            Next
            <ChevronRight aria-hidden className="size-3.5" />
          </Button>
        )}
      </div>
    </nav>
  );
}
