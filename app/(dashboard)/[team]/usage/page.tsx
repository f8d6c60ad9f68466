import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { NoUsageYet } from "@/components/usage/no-usage-yet";
import { loadRange, shownRange } from "@/components/usage/range-parsers";
import { type TopKey, TopKeysTable } from "@/components/usage/top-keys-table";
import { UsagePanel } from "@/components/usage/usage-panel";
import { requireActor } from "@/lib/auth/require-actor";
import { clock } from "@/lib/clock";
import { showId } from "@/lib/ids";
import { inOrder } from "@/lib/keys/list-keys";
import { queryUsage } from "@/lib/usage/query-usage";
import { parseRange } from "@/lib/usage/range";
import { topKeys } from "@/lib/usage/top-keys";
import { usageScope } from "@/lib/usage/usage-scope";

export const metadata: Metadata = { title: "Usage" };

const loadEnvironment = createLoader({ env: environmentParser });

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function UsagePage({ params, searchParams }: Props) {
  const { actor, team } = await requireActor((await params).team);
  const { env: environment } = await loadEnvironment(searchParams);
  const range = parseRange(await loadRange(searchParams), clock.ms());
  const scope = usageScope(actor, { environment });
  const [usage, top] = await Promise.all([queryUsage(scope, range), topKeys(scope, range)]);
  const views = await inOrder(
    actor.teamId,
    top.map(({ keyId }) => keyId),
    clock.ms(),
  );
  const byId = new Map(views.map((view) => [view.id, view]));
  const rows = top.flatMap(({ keyId, ...numbers }): TopKey[] => {
    const key = byId.get(showId("key", keyId));
    if (key === undefined) return [];
    const { id, label, masked, status } = key;
    return [{ key: { id, label, masked, status, environment: key.environment }, ...numbers }];
  });
  return (
    <>
      <TopBar crumbs={[{ label: "Usage" }]} />
      <PageBody title={`Usage of ${team.name}`} intro={`All keys of the ${environment} environment together.`}>
        <UsagePanel usage={usage} range={shownRange(range)} empty={<NoUsageYet of="team" />} />
        {rows.length > 0 && <TopKeysTable rows={rows} />}
      </PageBody>
    </>
  );
}
