import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { BreakdownSkeleton } from "@/components/usage/breakdown-skeleton";
import { UsageSkeleton } from "@/components/usage/usage-skeleton";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Keys" }, { label: "Key" }]} />
      <PageBody
        title={<Skeleton className="h-7 w-64" />}
        intro={<Skeleton className="mt-1 h-5 w-96 max-w-full" />}
        action={<Skeleton className="h-8 w-48" />}
      >
        <UsageSkeleton />
        <BreakdownSkeleton />
        <div className="grid gap-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <div className="h-48 rounded-lg border border-line bg-surface" />
          <div className="h-48 rounded-lg border border-line bg-surface" />
        </div>
      </PageBody>
    </>
  );
}
