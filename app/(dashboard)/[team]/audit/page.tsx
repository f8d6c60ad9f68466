import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { askedFilter, loadAuditFilters } from "@/components/audit/audit-filters";
import { AuditView } from "@/components/audit/audit-view";
import { ChainNote } from "@/components/audit/chain-note";
import { ExportLinks } from "@/components/audit/export-links";
import { showEvents } from "@/components/audit/show-events";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { viewerZone } from "@/components/usage/asked-range";
import { ZoneNote } from "@/components/usage/zone-note";
import { listChoices } from "@/lib/audit/list-choices";
import { listEvents } from "@/lib/audit/list-events";
import { listEventsSchema } from "@/lib/audit/schema";
import { verifyNewest } from "@/lib/audit/verify-trail";
import { requireActor } from "@/lib/auth/require-actor";
import { clock } from "@/lib/clock";
import { labelKeys } from "@/lib/keys/label-keys";

export const metadata: Metadata = { title: "Audit" };

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function AuditPage({ params, searchParams }: Props) {
  const { actor } = await requireActor((await params).team);
  const filters = await loadAuditFilters(searchParams);
  const query = listEventsSchema.parse({
    ...askedFilter(filters, clock.ms()),
    page: Math.min(Math.max(1, filters.page), 100_000),
  });
  const [list, choices, verdict, zone] = await Promise.all([
    listEvents(actor, query),
    listChoices(actor),
    verifyNewest(actor),
    viewerZone(),
  ]);
  const about = list.events.flatMap(({ target }) => (target.kind === "key" ? target.id : []));
  const keys = await labelKeys(actor, [...new Set([...about, ...(query.keyId ? [query.keyId] : [])])]);
  return (
    <>
      <TopBar crumbs={[{ label: "Audit" }]} />
      <PageBody
        title="Audit"
        intro="Who did what, when and from where, in both environments."
        action={<ExportLinks filters={filters} />}
      >
        <ChainNote verdict={verdict} />
        <AuditView
          {...list}
          events={showEvents(list.events, keys)}
          choices={choices}
          keyLabel={(query.keyId && keys[query.keyId]?.label) || null}
          zone={zone}
          filters={filters}
        />
        <ZoneNote chosenZone={zone} />
      </PageBody>
    </>
  );
}
