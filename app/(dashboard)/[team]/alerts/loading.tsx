import { AlertsSkeleton } from "@/components/alerts/alerts-skeleton";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Alerts" }]} />
      <PageBody title="Alerts" intro={<span className="text-xs">Updating live</span>}>
        <AlertsSkeleton />
      </PageBody>
    </>
  );
}
