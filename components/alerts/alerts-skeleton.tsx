import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const CARDS = ["a", "b", "c"];

/** The alerts before their data: same boxes, same heights. */
export function AlertsSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <LoadingNote what="alerts" />
      <Skeleton className="h-8 w-full max-w-[560px]" />
      {CARDS.map((card) => (
        <div
          key={card}
          className="grid gap-x-6 gap-y-4 rounded-lg border border-line bg-surface p-4 wide:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
        >
          <div className="flex min-h-[212px] flex-col gap-3">
            <Skeleton className="h-5 w-40" />
            <div className="flex flex-col gap-2">
              <Skeleton className="h-4 w-48 max-w-full" />
              <Skeleton className="h-3 w-36" />
            </div>
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-3 w-3/4" />
            <Skeleton className="mt-auto h-7 w-60" />
          </div>
          <Skeleton className="h-[212px] w-full" />
        </div>
      ))}
    </div>
  );
}
