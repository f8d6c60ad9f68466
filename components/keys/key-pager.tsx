import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { KEY_PAGE_SIZE } from "@/lib/keys/schema";
import { type KeyFilters, keyListHref } from "./key-filters";

type KeyPagerProps = { total: number; page: number; pages: number; shown: number; filters: KeyFilters };

/** Which part of the list this is, and the way to the others: no list ends silently. */
export function KeyPager({ total, page, pages, shown, filters }: KeyPagerProps) {
  const first = (page - 1) * KEY_PAGE_SIZE + 1;
  const link = (to: number, text: string, before: boolean) =>
    to >= 1 && to <= pages ? (
      <Link href={keyListHref({ ...filters, page: to }) || "?"} className={buttonClass("secondary", "sm")}>
        {before && <ChevronLeft aria-hidden className="size-3.5" />}
        {text}
        {!before && <ChevronRight aria-hidden className="size-3.5" />}
      </Link>
    ) : null;
  return (
    <nav aria-label="Pages" className="flex min-h-7 items-center justify-between gap-4 text-muted text-xs">
      <p aria-live="polite" className="tabular-nums">
        {total === 0
          ? "0 keys"
          : pages === 1
            ? `${total.toLocaleString("en")} ${total === 1 ? "key" : "keys"}`
            : `${first.toLocaleString("en")}–${(first + shown - 1).toLocaleString("en")} of ${total.toLocaleString("en")} keys`}
      </p>
      <div className="flex gap-2">
        {link(page - 1, "Previous", true)}
        {link(page + 1, "Next", false)}
      </div>
    </nav>
  );
}
