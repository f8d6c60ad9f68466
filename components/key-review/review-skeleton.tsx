import { PageBody } from "@/components/shell/page-body";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const CHIPS = ["w-16", "w-28", "w-28", "w-28", "w-28", "w-24", "w-28", "w-24"];
const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The review before its data: same boxes, same heights. */
export function ReviewSkeleton() {
  return (
    <PageBody title="Key review" intro={<Skeleton className="mt-1 h-4 w-56" />}>
      <LoadingNote what="the key review" />
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          {CHIPS.map((width, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: shapes that never move.
            <Skeleton key={i} className={`h-8 ${width}`} />
          ))}
        </div>
        <div className="rounded-lg border border-line bg-surface">
          <div className="h-12 border-line border-b bg-sunken" />
          <div className="h-9 border-line border-b max-cards:hidden" />
          {ROWS.map((row) => (
            <div
              key={row}
              className="flex min-h-16 items-center gap-6 border-line border-b px-4 last:border-0 max-cards:flex-col max-cards:items-start max-cards:gap-3 max-cards:py-4"
            >
              <div className="flex w-56 max-w-full flex-col gap-2">
                <Skeleton className="h-3.5 w-40" />
                <Skeleton className="h-3 w-32" />
              </div>
              <Skeleton className="h-5 w-24" />
              <Skeleton className="h-3.5 w-64 max-w-full" />
              <Skeleton className="ml-auto h-7 w-24 max-cards:ml-0" />
            </div>
          ))}
        </div>
      </div>
    </PageBody>
  );
}
