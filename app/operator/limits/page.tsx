import type { Metadata } from "next";
import { LeakResponseForm } from "@/components/leaks/leak-response-form";
import { LimitsForm } from "@/components/operator/limits-form";
import { ProviderPolicyForm } from "@/components/policies/provider-policy-form";
import { readLeakSettings } from "@/lib/leaks/read-leak-settings";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";
import { readProviderPolicy } from "@/lib/policies/read-provider-policy";

export const metadata: Metadata = { title: "Limits and policies" };

export default async function LimitsPage() {
  const person = await requireOperatorPage();
  const [{ defaultRateLimit }, policy, leaks] = await Promise.all([
    deploymentSettings(),
    readProviderPolicy(person),
    readLeakSettings(person),
  ]);
  return (
    <>
      <LimitsForm limits={{ defaultRateLimit }} />
      <ProviderPolicyForm key={JSON.stringify(policy)} policy={policy} />
      <LeakResponseForm key={leaks.leakResponse} settings={leaks} />
    </>
  );
}
