import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { isFiltered, loadAlertFilters } from "@/components/alerts/alert-filters";
import { AlertsView } from "@/components/alerts/alerts-view";
import { NoAlertsYet } from "@/components/alerts/no-alerts-yet";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { LiveRefresh } from "@/components/usage/live-refresh";
import { listAlertedKeys } from "@/lib/alerts/list-alerted-keys";
import { listAlerts } from "@/lib/alerts/list-alerts";
import { readEvidence } from "@/lib/alerts/read-evidence";
import { listAlertsSchema } from "@/lib/alerts/schema";
import { requireActor } from "@/lib/auth/require-actor";

export const metadata: Metadata = { title: "Alerts" };

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function AlertsPage({ params, searchParams }: Props) {
  const { actor } = await requireActor((await params).team);
  const filters = await loadAlertFilters(searchParams);
  const query = listAlertsSchema.parse({
    environment: filters.env,
    status: filters.status,
    kind: filters.kind ?? undefined,
    keyId: filters.key?.slice(0, 64),
    page: Math.min(Math.max(1, filters.page), 100_000),
  });
  const [list, keys] = await Promise.all([listAlerts(actor, query), listAlertedKeys(actor, filters.env)]);
  const charts = await readEvidence(actor, list.alerts);
  return (
    <>
      <TopBar crumbs={[{ label: "Alerts" }]} />
      <PageBody title="Alerts" intro={<LiveRefresh />}>
        {keys.length === 0 && !isFiltered(filters) ? (
          <NoAlertsYet />
        ) : (
          <AlertsView {...list} charts={charts} keys={keys} filters={filters} />
        )}
      </PageBody>
    </>
  );
}
