import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { createLoader, type SearchParams } from "nuqs/server";
import { cache } from "react";
import { AuditList } from "@/components/keys/audit-list";
import { KeyActions } from "@/components/keys/key-actions";
import { KeyFacts } from "@/components/keys/key-facts";
import { KeyStateNotice } from "@/components/keys/key-state-notice";
import { PolicyPanel } from "@/components/keys/policy-panel";
import { SecretsTable } from "@/components/keys/secrets-table";
import { StatusBadge } from "@/components/keys/status-badge";
import { environmentParser, inEnvironment } from "@/components/shell/environment";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { NoUsageYet } from "@/components/usage/no-usage-yet";
import { loadRange, shownRange } from "@/components/usage/range-parsers";
import { UsagePanel } from "@/components/usage/usage-panel";
import { listEvents } from "@/lib/audit/list-events";
import { requireActor } from "@/lib/auth/require-actor";
import { clock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import { queryUsage } from "@/lib/usage/query-usage";
import { parseRange } from "@/lib/usage/range";
import { usageScope } from "@/lib/usage/usage-scope";

type Props = { params: Promise<{ team: string; key: string }>; searchParams: Promise<SearchParams> };

/** The key and its uuid; a foreign key and an unknown one are the same 404. */
const readKey = cache(async (teamSlug: string, shownId: string) => {
  const { actor } = await requireActor(teamSlug);
  const uuid = readId("key", shownId);
  if (uuid === null) notFound();
  try {
    return { actor, uuid, key: await getKey(actor, shownId) };
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, key: shownId } = await params;
  return { title: (await readKey(team, shownId)).key.label };
}

const loadEnvironment = createLoader({ env: environmentParser });

export default async function KeyPage({ params, searchParams }: Props) {
  const { team, key: shownId } = await params;
  const { actor, uuid, key } = await readKey(team, shownId);
  // The frame around the page shows the URL's environment, and the key belongs to one.
  const { env } = await loadEnvironment(searchParams);
  if (env !== key.environment) redirect(inEnvironment(`/${team}/keys/${key.id}`, key.environment));

  const range = parseRange(await loadRange(searchParams), clock.ms());
  const [usage, events] = await Promise.all([
    queryUsage(usageScope(actor, { environment: key.environment, keyId: uuid }), range),
    listEvents(actor, { kind: "key", id: uuid }),
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
        <KeyStateNotice item={key} />
        <UsagePanel usage={usage} range={shownRange(range)} empty={<NoUsageYet of="key" />} />
        {/* The policy stands beside secrets and audit where there is room, and between them where there is not. */}
        <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] wide:grid-rows-[auto_1fr]">
          <SecretsTable item={key} />
          <div className="wide:col-start-2 wide:row-span-2 wide:row-start-1">
            <PolicyPanel item={key} />
          </div>
          <AuditList events={events} />
        </div>
      </PageBody>
    </>
  );
}
