import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

export function ExplainSkeleton() {
  return (
    <div className="flex max-w-[560px] flex-col gap-1.5">
      <LoadingNote what="the request" />
      <Skeleton className="h-4 w-20" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  );
}
