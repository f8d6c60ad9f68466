import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { UsageSkeleton } from "@/components/usage/usage-skeleton";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Usage" }]} />
      <PageBody title="Usage" intro="All keys of the environment together.">
        <UsageSkeleton />
      </PageBody>
    </>
  );
}
