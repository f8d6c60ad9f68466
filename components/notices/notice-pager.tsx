import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { type NoticeFilters, noticeListHref } from "./notice-filters";

type NoticePagerProps = {
  filters: NoticeFilters;
  shown: number;
  /** Of the next page; null: this is the last. */
  nextCursor: string | null;
};

/** The way to older notices and to the newest; one page back is the browser's Back, since pages do not shift. */
export function NoticePager({ filters, shown, nextCursor }: NoticePagerProps) {
  if (filters.after === null && nextCursor === null) return null;
  return (
    <nav aria-label="Pages" className="flex min-h-7 items-center justify-between gap-4 text-muted text-xs">
      <p aria-live="polite" className="tabular-nums">
        {filters.after === null ? `The newest ${shown}` : `${shown} older ${shown === 1 ? "notice" : "notices"}`}
      </p>
      <div className="flex gap-2">
        {filters.after !== null && (
          <Link href={noticeListHref({ ...filters, after: null }) || "?"} className={buttonClass("secondary", "sm")}>
            <ChevronLeft aria-hidden className="size-3.5" />
            Newest
          </Link>
        )}
        {nextCursor !== null && (
          <Link href={noticeListHref({ ...filters, after: nextCursor })} className={buttonClass("secondary", "sm")}>
            Older
            <ChevronRight aria-hidden className="size-3.5" />
          </Link>
        )}
      </div>
    </nav>
  );
}
