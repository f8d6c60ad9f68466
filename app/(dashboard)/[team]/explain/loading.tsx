import { ExplainSkeleton } from "@/components/refusals/explain-skeleton";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Explain request" }]} />
      <PageBody title="Explain request" intro="Why a call with one of the team's keys was refused, and what to change.">
        <ExplainSkeleton />
      </PageBody>
    </>
  );
}
