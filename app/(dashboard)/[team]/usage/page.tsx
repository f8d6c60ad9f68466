import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { NoKeysYet } from "@/components/keys/no-keys-yet";
import { environmentParser } from "@/components/shell/environment";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { askedRange } from "@/components/usage/asked-range";
import { BreakdownTables } from "@/components/usage/breakdown-tables";
import { foldBreakdown } from "@/components/usage/breakdown-view";
import { NoUsageYet } from "@/components/usage/no-usage-yet";
import { shownRange } from "@/components/usage/shown-range";
import { shownStack } from "@/components/usage/shown-stack";
import { type TopKey, TopKeysTable } from "@/components/usage/top-keys-table";
import { loadTop } from "@/components/usage/top-parsers";
import { UsagePanel } from "@/components/usage/usage-panel";
import { requireActor } from "@/lib/auth/require-actor";
import { clock } from "@/lib/clock";
import { showId } from "@/lib/ids";
import { countKeys } from "@/lib/keys/count-keys";
import { inOrder } from "@/lib/keys/list-keys";
import { pageTopKeys } from "@/lib/usage/page-top-keys";
import { teamUsage } from "@/lib/usage/team-usage";
import { usageScope } from "@/lib/usage/usage-scope";

export const metadata: Metadata = { title: "Usage" };

const loadEnvironment = createLoader({ env: environmentParser });

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function UsagePage({ params, searchParams }: Props) {
  const { actor, team } = await requireActor((await params).team);
  const query = await searchParams;
  const { env: environment } = loadEnvironment(query);
  const { top: order, page, keys: which } = loadTop(query);
  const asked = await askedRange(query);
  const scope = usageScope(actor, { environment });
  const [{ usage, before, keys, stack, breakdown }, counts] = await Promise.all([
    teamUsage(scope, { ...asked, everyKey: which === "all" }),
    countKeys(actor, environment),
  ]);
  const top = pageTopKeys(keys, { order, page });
  const told = new Set([...top.rows, ...(stack ?? [])].flatMap(({ keyId }) => keyId ?? []));
  const views = new Map((await inOrder(actor.teamId, [...told], clock.ms())).map((view) => [view.id, view]));
  const rows = top.rows.flatMap(({ keyId, ...numbers }): TopKey[] => {
    const key = views.get(showId("key", keyId));
    if (key === undefined) return [];
    const { id, label, masked, status } = key;
    return [{ key: { id, label, masked, status, environment: key.environment }, ...numbers }];
  });
  const isUsed = usage.totals.requests > 0 || usage.totals.latency !== null;
  return (
    <>
      <TopBar crumbs={[{ label: "Usage" }]} />
      <PageBody title={`Usage of ${team.name}`} intro={`All keys of the ${environment} environment together.`}>
        {counts.all === 0 && !isUsed ? (
          <NoKeysYet environment={environment} />
        ) : (
          <UsagePanel
            of="team"
            usage={usage}
            previous={before}
            stack={stack && shownStack(stack, views)}
            range={shownRange(asked.range)}
            since={team.createdAt.toISOString()}
            exportPath={`/${team.slug}/usage/export`}
            empty={<NoUsageYet of="team" isNew={counts.neverUsed === counts.all} lastUsedAt={null} />}
          />
        )}
        {isUsed && (
          <>
            <TopKeysTable {...top} rows={rows} order={order} />
            <BreakdownTables totals={usage.totals} breakdown={foldBreakdown(breakdown)} />
          </>
        )}
      </PageBody>
    </>
  );
}
