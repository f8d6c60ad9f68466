import { TableSkeleton } from "@/components/teams/settings-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The notifications' settings before their data. */
export function PreferencesSkeleton() {
  return (
    <>
      <Skeleton className="h-10 w-full max-w-[72ch]" />
      <Skeleton className="h-[38px] w-full" />
      <TableSkeleton what="your notifications" rows={4} />
    </>
  );
}
