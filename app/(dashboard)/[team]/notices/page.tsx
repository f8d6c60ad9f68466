import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { NOTICES_INTRO } from "@/components/notices/intro";
import { loadNoticeFilters } from "@/components/notices/notice-filters";
import { NoticesView } from "@/components/notices/notices-view";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { viewerZone } from "@/components/usage/asked-range";
import { ZoneNote } from "@/components/usage/zone-note";
import { requireActor } from "@/lib/auth/require-actor";
import { readInbox } from "./read-inbox";

export const metadata: Metadata = { title: "Notices" };

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function NoticesPage({ params, searchParams }: Props) {
  const { actor } = await requireActor((await params).team);
  const [inbox, zone] = await Promise.all([readInbox(actor, await loadNoticeFilters(searchParams)), viewerZone()]);
  return (
    <>
      <TopBar crumbs={[{ label: "Notices" }]} />
      <PageBody title="Notices" intro={NOTICES_INTRO}>
        <NoticesView {...inbox} zone={zone} />
        <ZoneNote chosenZone={zone} />
      </PageBody>
    </>
  );
}
