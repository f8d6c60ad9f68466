import { NOTICES_INTRO } from "@/components/notices/intro";
import { NoticesSkeleton } from "@/components/notices/notices-skeleton";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Notices" }]} />
      <PageBody title="Notices" intro={NOTICES_INTRO}>
        <NoticesSkeleton />
      </PageBody>
    </>
  );
}
