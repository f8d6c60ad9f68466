import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** An endpoint's page before its data: same boxes, same heights. */
export function EndpointSkeleton() {
  return (
    <>
      <LoadingNote what="the endpoint" />
      <div className="flex flex-col gap-1">
        <Skeleton className="h-6 w-28" />
        <Skeleton className="h-7 w-80 max-w-full" />
      </div>
      <Card title="Endpoint">
        <div className="flex flex-col gap-2.5">
          {["w-72", "w-16", "w-96", "w-40", "w-48"].map((width) => (
            <Skeleton key={width} className={`h-5 max-w-full ${width}`} />
          ))}
        </div>
      </Card>
      <Card flush title="Log">
        <div className="border-line border-b px-4 pb-3">
          <Skeleton className="h-8 w-80 max-w-full" />
        </div>
        {["a", "b", "c", "d", "e", "f"].map((row) => (
          <div key={row} className="flex h-11 items-center gap-4 border-line border-b px-4 last:border-0">
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-4 w-32" />
            <Skeleton className="ml-auto h-3.5 w-16" />
          </div>
        ))}
      </Card>
    </>
  );
}
