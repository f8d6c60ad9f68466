import type { Metadata } from "next";
import { ServiceTokensView } from "@/components/operator/service-tokens-view";
import { env } from "@/lib/env";
import { listServiceTokens } from "@/lib/operator/list-service-tokens";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Service tokens" };

export default async function ServiceTokensPage() {
  const person = await requireOperatorPage();
  return <ServiceTokensView tokens={await listServiceTokens(person)} gatewayUrl={env().GATEWAY_URL} />;
}
