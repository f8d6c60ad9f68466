import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const TILES = ["requests", "refused", "failed", "latency"];

/** Options, numbers and charts before their data: same boxes, same heights. */
export function UsageSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <LoadingNote what="usage" />
      <div className="flex flex-col gap-2">
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-8 w-72" />
        </div>
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
          <Skeleton className="h-5 w-56" />
          <Skeleton className="h-7 w-64" />
        </div>
      </div>
      <div className="grid gap-3 min-[300px]:grid-cols-2 shell:grid-cols-4">
        {TILES.map((tile) => (
          <div
            key={tile}
            className="flex h-[86px] flex-col justify-center gap-2 rounded-lg border border-line bg-surface px-4"
          >
            <Skeleton className="h-3 w-16" />
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-2.5 w-24" />
          </div>
        ))}
      </div>
      <div className="grid gap-4 wide:grid-cols-2">
        <div className="h-[290px] rounded-lg border border-line bg-surface wide:col-span-2" />
        <div className="h-[290px] rounded-lg border border-line bg-surface" />
        <div className="h-[290px] rounded-lg border border-line bg-surface" />
      </div>
    </div>
  );
}
