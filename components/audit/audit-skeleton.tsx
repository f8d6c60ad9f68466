import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

/** The trail before its data: same boxes, same heights. */
export function AuditSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <LoadingNote what="the audit trail" />
      <Skeleton className="h-7 w-72 max-w-full" />
      <div className="flex flex-col gap-4">
        <Skeleton className="h-8 w-full max-w-[720px] max-cards:h-28" />
        <div className="rounded-lg border border-line bg-surface">
          {ROWS.map((row) => (
            <div
              key={row}
              className="flex h-11 items-center gap-3 border-line border-b px-4 last:border-0 max-cards:h-14"
            >
              <Skeleton className="h-4 w-80 max-w-[70%]" />
              <Skeleton className="ml-auto h-3 w-16" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
