import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "./button-class";

type PagerProps = {
  /** What the list is of, singular and plural. */
  of: readonly [one: string, many: string];
  total: number;
  page: number;
  pages: number;
  shown: number;
  pageSize: number;
  hrefTo: (page: number) => string;
};

/** Which part of the list this is, and the way to the others: no list ends silently. */
export function Pager({ of: [one, many], total, page, pages, shown, pageSize, hrefTo }: PagerProps) {
  const first = (page - 1) * pageSize + 1;
  const link = (to: number, text: string, before: boolean) =>
    to >= 1 && to <= pages ? (
      <Link href={hrefTo(to)} className={buttonClass("secondary", "sm")}>
        {before && <ChevronLeft aria-hidden className="size-3.5" />}
        {text}
        {!before && <ChevronRight aria-hidden className="size-3.5" />}
      </Link>
    ) : null;
  return (
    <nav aria-label="Pages" className="flex min-h-7 items-center justify-between gap-4 text-muted text-xs">
      <p aria-live="polite" className="tabular-nums">
        {total === 0
          ? `0 ${many}`
          : pages === 1
            ? `${total.toLocaleString("en")} ${total === 1 ? one : many}`
            : `${first.toLocaleString("en")}–${(first + shown - 1).toLocaleString("en")} of ${total.toLocaleString("en")} ${many}`}
      </p>
      <div className="flex gap-2">
        {link(page - 1, "Previous", true)}
        {link(page + 1, "Next", false)}
      </div>
    </nav>
  );
}
