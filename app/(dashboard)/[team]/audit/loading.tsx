import { AuditSkeleton } from "@/components/audit/audit-skeleton";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Audit" }]} />
      <PageBody title="Audit" intro="Who did what, when and from where, in both environments.">
        <AuditSkeleton />
      </PageBody>
    </>
  );
}
