import type { Metadata } from "next";
import { LimitsForm } from "@/components/operator/limits-form";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Limits" };

export default async function LimitsPage() {
  await requireOperatorPage();
  const { defaultRateLimit, maximumLifetimeDays } = await deploymentSettings();
  return <LimitsForm limits={{ defaultRateLimit, maximumLifetimeDays }} />;
}
