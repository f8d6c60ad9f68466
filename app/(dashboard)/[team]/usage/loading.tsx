import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { BreakdownSkeleton } from "@/components/usage/breakdown-skeleton";
import { TableSkeleton } from "@/components/usage/table-skeleton";
import { UsageSkeleton } from "@/components/usage/usage-skeleton";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Usage" }]} />
      <PageBody title="Usage" intro="All keys of the environment together.">
        <UsageSkeleton />
        <TableSkeleton title="Top keys" rows={8} />
        <BreakdownSkeleton />
      </PageBody>
    </>
  );
}
