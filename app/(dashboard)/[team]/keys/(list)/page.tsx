import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { OpenAlertsBanner } from "@/components/alerts/open-alerts-banner";
import { CreateKeyButton } from "@/components/keys/create-key-button";
import { isFiltered, loadKeyFilters } from "@/components/keys/key-filters";
import { KeysView } from "@/components/keys/keys-view";
import { NoKeysYet } from "@/components/keys/no-keys-yet";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { LiveRefresh } from "@/components/usage/live-refresh";
import { requireActor } from "@/lib/auth/require-actor";
import { readId } from "@/lib/ids";
import { countKeys } from "@/lib/keys/count-keys";
import { listCreators } from "@/lib/keys/list-creators";
import { listKeys } from "@/lib/keys/list-keys";
import { listKeysSchema } from "@/lib/keys/schema";
import { sparklines } from "@/lib/usage/sparklines";
import { usageScope } from "@/lib/usage/usage-scope";

export const metadata: Metadata = { title: "Keys" };

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function KeysPage({ params, searchParams }: Props) {
  const { actor } = await requireActor((await params).team);
  const filters = await loadKeyFilters(searchParams);
  const { env: environment, status, creator, scope, idle, expiring, rotation, ...rest } = filters;
  const query = listKeysSchema.parse({
    ...rest,
    environment,
    status: status ?? undefined,
    creator: creator?.slice(0, 64),
    scope: scope?.slice(0, 100),
    idle: idle ?? undefined,
    expiring: expiring ?? undefined,
    rotation: rotation ?? undefined,
    page: Math.min(Math.max(1, rest.page), 100_000),
  });
  const [list, counts, creators] = await Promise.all([
    listKeys(actor, query),
    countKeys(actor, environment),
    listCreators(actor),
  ]);
  const lines = await sparklines(
    usageScope(actor, { environment }),
    list.keys.flatMap((key) => readId("key", key.id) ?? []),
  );
  const activity = Object.fromEntries(list.keys.map((key) => [key.id, lines.get(readId("key", key.id) ?? "") ?? []]));

  return (
    <>
      <TopBar crumbs={[{ label: "Keys" }]} />
      <PageBody title="Keys" intro={<LiveRefresh />} action={<CreateKeyButton />}>
        <OpenAlertsBanner />
        {counts.all === 0 && !isFiltered(filters) ? (
          <NoKeysYet environment={environment} />
        ) : (
          <KeysView {...list} counts={counts} creators={creators} activity={activity} filters={filters} />
        )}
      </PageBody>
    </>
  );
}
