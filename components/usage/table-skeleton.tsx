import { Skeleton } from "@/components/ui/skeleton";

/** A card with a table in it, before its rows. */
export function TableSkeleton({ title, rows }: { title: string; rows: number }) {
  return (
    <div className="rounded-lg border border-line bg-surface pb-1">
      <p className="flex min-h-11 items-center px-4 font-medium text-sm">{title}</p>
      <div className="h-8" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey rows are told apart by nothing else.
        <div key={row} className="flex h-10 items-center justify-between gap-6 border-line border-t px-4">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
