import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadAskedRequest } from "@/components/refusals/asked-request";
import { ExplainedRequest } from "@/components/refusals/explained-request";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { requireActor } from "@/lib/auth/require-actor";
import { explainRequest } from "@/lib/refusals/explain-request";
import { explainRequestSchema } from "@/lib/refusals/schema";

export const metadata: Metadata = { title: "Explain request" };

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function ExplainPage({ params, searchParams }: Props) {
  const { team } = await params;
  const { actor } = await requireActor(team);
  const { request } = await loadAskedRequest(searchParams);
  const asked = explainRequestSchema.parse({ requestId: request.slice(0, 200) });
  const refusals = asked.requestId === "" ? [] : await explainRequest(actor, asked);
  return (
    <>
      <TopBar crumbs={[{ label: "Explain request" }]} />
      <PageBody title="Explain request" intro="Why a call with one of the team's keys was refused, and what to change.">
        <ExplainedRequest asked={asked.requestId} refusals={refusals} teamSlug={team} />
      </PageBody>
    </>
  );
}
