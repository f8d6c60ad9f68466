import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const NOTICES = ["a", "b", "c", "d", "e"];

/** The inbox before its data: same boxes, same heights. */
export function NoticesSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <LoadingNote what="notices" />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Skeleton className="h-8 w-80 max-w-full" />
        <Skeleton className="h-8 w-32" />
      </div>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-3 w-16" />
        <div className="rounded-lg border border-line bg-surface">
          {NOTICES.map((notice) => (
            <div key={notice} className="flex min-h-32 gap-3 border-line border-t px-4 py-3 first:border-0">
              <Skeleton className="size-4 shrink-0" />
              <div className="flex min-w-0 grow flex-col gap-2">
                <Skeleton className="h-4 w-72 max-w-full" />
                <Skeleton className="h-4 w-full max-w-[60ch] max-cards:h-10" />
                <Skeleton className="h-3 w-48" />
                <Skeleton className="h-7 w-56" />
              </div>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
