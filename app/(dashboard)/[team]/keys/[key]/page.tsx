import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { createLoader, type SearchParams } from "nuqs/server";
import { KeyAlertsNotice } from "@/components/alerts/key-alerts-notice";
import { KeyTrail } from "@/components/audit/key-trail";
import { showEvents } from "@/components/audit/show-events";
import { askedActParser } from "@/components/keys/asked-act";
import { KeyActions } from "@/components/keys/key-actions";
import { KeyFacts } from "@/components/keys/key-facts";
import { KeyStateNotice } from "@/components/keys/key-state-notice";
import { OpenAskedAct } from "@/components/keys/open-asked-act";
import { PolicyPanel } from "@/components/keys/policy-panel";
import { SecretsTable } from "@/components/keys/secrets-table";
import { StatusBadge } from "@/components/keys/status-badge";
import { RotationCockpit } from "@/components/rotation/rotation-cockpit";
import { environmentParser, inEnvironment } from "@/components/shell/environment";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { askedRange } from "@/components/usage/asked-range";
import { BreakdownTables } from "@/components/usage/breakdown-tables";
import { foldBreakdown } from "@/components/usage/breakdown-view";
import { NoUsageYet } from "@/components/usage/no-usage-yet";
import { shownRange } from "@/components/usage/shown-range";
import { UsagePanel } from "@/components/usage/usage-panel";
import { openAlertsOfKey } from "@/lib/alerts/open-alerts-of-key";
import { listEvents } from "@/lib/audit/list-events";
import { listEventsSchema } from "@/lib/audit/schema";
import { keyScopeAdvice } from "@/lib/key-review/key-scope-advice";
import { retrievableSecrets } from "@/lib/keys/retrievable-secrets";
import { readRotation } from "@/lib/rotation/read-rotation";
import { usageStore } from "@/lib/usage/open-usage-store";
import { usageScope } from "@/lib/usage/usage-scope";
import { readKey } from "./read-key";

type Props = { params: Promise<{ team: string; key: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, key: shownId } = await params;
  return { title: (await readKey(team, shownId)).key.label };
}

const loadAsked = createLoader({ env: environmentParser, do: askedActParser });

export default async function KeyPage({ params, searchParams }: Props) {
  const { team, key: shownId } = await params;
  const { actor, uuid, key } = await readKey(team, shownId);
  // The frame around the page shows the URL's environment, and the key belongs to one.
  const { env, do: act } = await loadAsked(searchParams);
  if (env !== key.environment)
    redirect(inEnvironment(`/${team}/keys/${key.id}${act ? `?do=${act}` : ""}`, key.environment));

  const { range, previous } = await askedRange(await searchParams);
  const scope = usageScope(actor, { environment: key.environment, keyId: uuid });
  const store = usageStore();
  const [usage, before, breakdown, trail, scopes, openAlerts, retrievable, rotation] = await Promise.all([
    store.series(scope, range),
    previous && store.series(scope, previous),
    store.breakdown(scope, range),
    listEvents(actor, listEventsSchema.parse({ keyId: key.id })),
    keyScopeAdvice(actor, { keyId: key.id }),
    openAlertsOfKey(actor, key.id),
    retrievableSecrets(actor, key.id),
    readRotation(actor, { keyId: key.id, zone: range.chosenZone }),
  ]);
  return (
    <>
      <TopBar crumbs={[{ label: "Keys", path: `/${team}/keys` }, { label: key.label }]} />
      <PageBody
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <bdi>{key.label}</bdi>
            <StatusBadge status={key.status} />
          </span>
        }
        intro={<KeyFacts item={key} />}
        action={<KeyActions item={key} />}
      >
        <OpenAskedAct item={key} />
        <KeyStateNotice item={key} />
        {rotation && <RotationCockpit item={key} rotation={rotation} />}
        <KeyAlertsNotice item={key} open={openAlerts} />
        <UsagePanel
          of="key"
          usage={usage}
          previous={before}
          range={shownRange(range)}
          since={key.createdAt}
          exportPath={`/${team}/keys/${key.id}/usage/export`}
          empty={<NoUsageYet of="key" isNew={key.lastUsed === null} lastUsedAt={key.lastUsed?.at ?? null} />}
        />
        {(usage.totals.requests > 0 || usage.totals.latency !== null) && (
          <BreakdownTables totals={usage.totals} breakdown={foldBreakdown(breakdown)} item={key} />
        )}
        {/* The policy stands beside secrets and audit where there is room, and between them where there is not. */}
        <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] wide:grid-rows-[auto_1fr]">
          <SecretsTable item={key} retrievable={retrievable} />
          <div className="wide:col-start-2 wide:row-span-2 wide:row-start-1">
            <PolicyPanel item={key} scopes={scopes} />
          </div>
          <KeyTrail
            team={team}
            item={key}
            events={showEvents(trail.events)}
            total={trail.total}
            zone={range.chosenZone}
          />
        </div>
      </PageBody>
    </>
  );
}
