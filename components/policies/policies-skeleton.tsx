import { FormsSkeleton } from "@/components/operator/operator-skeletons";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const LINES = ["a", "b", "c", "d", "e"];

/** The page before its data: same boxes, same heights. */
export function PoliciesSkeleton() {
  return (
    <>
      <Card title="In force" className="max-w-[720px]">
        {LINES.map((line) => (
          <div
            key={line}
            className="grid min-h-[37px] grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center border-line border-t first:border-0"
          >
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3.5 w-20" />
          </div>
        ))}
      </Card>
      <FormsSkeleton what="the policy" fields={[6]} />
    </>
  );
}
