import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d"];

/** A card with a table of the settings before its data: same boxes, same heights. */
export function TableSkeleton({ what, rows = 4 }: { what: string; rows?: number }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <LoadingNote what={what} />
      <div className="flex h-11 items-center justify-between px-4">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-7 w-28" />
      </div>
      <div className="h-8 border-line border-b max-cards:hidden" />
      {ROWS.slice(0, rows).map((row) => (
        <div
          key={row}
          className="flex min-h-[53px] items-center justify-between gap-6 border-line border-b px-4 last:border-0 max-cards:min-h-40 max-cards:flex-col max-cards:items-start max-cards:justify-center max-cards:gap-3 max-cards:border-t max-cards:border-b-0"
        >
          <div className="flex flex-col gap-1.5">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-40" />
          </div>
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-7 w-20" />
        </div>
      ))}
    </div>
  );
}

/** The team's own settings before their data. */
export function TeamSkeleton() {
  return (
    <>
      <LoadingNote what="the team" />
      <div className="flex h-[202px] flex-col gap-3 rounded-lg border border-line bg-surface p-4">
        <Skeleton className="h-4 w-16" />
        <Skeleton className="h-3.5 w-12" />
        <Skeleton className="h-8 w-full max-w-[480px]" />
        <Skeleton className="h-3 w-72 max-w-full" />
        <Skeleton className="h-8 w-28" />
      </div>
      <div className="rounded-lg border border-line bg-surface">
        {ROWS.slice(0, 3).map((row) => (
          <div
            key={row}
            className="flex min-h-[73px] items-center justify-between gap-6 border-line border-t px-4 py-4 first:border-0"
          >
            <div className="flex flex-col gap-2">
              <Skeleton className="h-3.5 w-36" />
              <Skeleton className="h-3.5 w-72 max-w-full" />
            </div>
            <Skeleton className="h-8 w-32 shrink-0" />
          </div>
        ))}
      </div>
    </>
  );
}
