import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadAskedRequest } from "@/components/refusals/asked-request";
import { ExplainedRequest } from "@/components/refusals/explained-request";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";
import { explainAnyRequest } from "@/lib/refusals/explain-request";
import { explainRequestSchema } from "@/lib/refusals/schema";

export const metadata: Metadata = { title: "Requests" };

export default async function OperatorRequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const person = await requireOperatorPage();
  const { request } = await loadAskedRequest(searchParams);
  const asked = explainRequestSchema.parse({ requestId: request.slice(0, 200) });
  const refusals = asked.requestId === "" ? [] : await explainAnyRequest(person, asked);
  return (
    <>
      <p className="max-w-[62ch] text-muted text-sm">
        Why a call was refused, whichever team’s key it came with, or with none that is known here.
      </p>
      <ExplainedRequest asked={asked.requestId} refusals={refusals} teamSlug={null} />
    </>
  );
}
