import type { Metadata } from "next";
import { LimitsForm } from "@/components/operator/limits-form";
import { ProviderPolicyForm } from "@/components/policies/provider-policy-form";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";
import { readProviderPolicy } from "@/lib/policies/read-provider-policy";

export const metadata: Metadata = { title: "Limits and policies" };

export default async function LimitsPage() {
  const person = await requireOperatorPage();
  const [{ defaultRateLimit }, policy] = await Promise.all([deploymentSettings(), readProviderPolicy(person)]);
  return (
    <>
      <LimitsForm limits={{ defaultRateLimit }} />
      <ProviderPolicyForm key={JSON.stringify(policy)} policy={policy} />
    </>
  );
}
