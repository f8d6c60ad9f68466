import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { askedFilter, loadAuditFilters } from "@/components/audit/audit-filters";
import { AuditView } from "@/components/audit/audit-view";
import { ChainNote } from "@/components/audit/chain-note";
import { ExportLinks } from "@/components/audit/export-links";
import { showEvents } from "@/components/audit/show-events";
import { viewerZone } from "@/components/usage/asked-range";
import { ZoneNote } from "@/components/usage/zone-note";
import { listChoices } from "@/lib/audit/list-choices";
import { listEvents } from "@/lib/audit/list-events";
import { listEventsSchema } from "@/lib/audit/schema";
import { verifyNewest } from "@/lib/audit/verify-trail";
import { clock } from "@/lib/clock";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";
import { trailReader } from "@/lib/operator/trail-reader";

export const metadata: Metadata = { title: "Audit" };

export default async function OperatorAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const reader = trailReader(await requireOperatorPage());
  const filters = { ...(await loadAuditFilters(searchParams)), key: null };
  const query = listEventsSchema.parse({
    ...askedFilter(filters, clock.ms()),
    page: Math.min(Math.max(1, filters.page), 100_000),
  });
  const [list, choices, verdict, zone] = await Promise.all([
    listEvents(reader, query),
    listChoices(reader),
    verifyNewest(reader),
    viewerZone(),
  ]);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-[62ch] text-muted text-sm">
          What was decided for this deployment, by whom, when and from where. What is done in a team is in its own
          trail.
        </p>
        <ExportLinks filters={filters} />
      </div>
      <ChainNote verdict={verdict} />
      <AuditView
        {...list}
        events={showEvents(list.events)}
        choices={choices}
        keyLabel={null}
        zone={zone}
        filters={filters}
      />
      <ZoneNote chosenZone={zone} />
    </>
  );
}
