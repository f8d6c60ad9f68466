import { PageBody } from "@/components/shell/page-body";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

const CARDS = ["active", "expiring", "idle", "never used"];
const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The key list before its data: same boxes, same heights. */
export function KeysSkeleton() {
  return (
    <PageBody
      title="Keys"
      intro={<span className="text-xs">Updating live</span>}
      action={<Skeleton className="h-8 w-28" />}
    >
      <LoadingNote what="keys" />
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3 shell:grid-cols-4">
          {CARDS.map((card) => (
            <div
              key={card}
              className="flex h-[86px] flex-col justify-center gap-2 rounded-lg border border-line bg-surface px-4"
            >
              <Skeleton className="h-3 w-16" />
              <Skeleton className="h-5 w-10" />
              <Skeleton className="h-2.5 w-24" />
            </div>
          ))}
        </div>
        <Skeleton className="h-8 w-full max-w-[720px]" />
        <div className="rounded-lg border border-line bg-surface">
          <div className="h-9 border-line border-b" />
          {ROWS.map((row) => (
            <div key={row} className="flex h-14 items-center gap-6 border-line border-b px-4 last:border-0">
              <div className="flex grow flex-col gap-2">
                <Skeleton className="h-3.5 w-48 max-w-full" />
                <Skeleton className="h-3 w-36 max-w-full" />
              </div>
              <Skeleton className="h-5 w-16 max-cards:hidden" />
              <Skeleton className="h-5 w-24 max-cards:hidden" />
              <Skeleton className="h-3.5 w-20 max-cards:hidden" />
              <Skeleton className="h-5 w-5" />
            </div>
          ))}
        </div>
      </div>
    </PageBody>
  );
}
