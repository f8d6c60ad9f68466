import type { Metadata } from "next";
import { SignUpPolicyForm } from "@/components/operator/sign-up-policy-form";
import { provesAddresses } from "@/lib/operator/proves-addresses";
import { readPolicies } from "@/lib/operator/read-policies";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Sign-up" };

export default async function SignUpPolicyPage() {
  const { signUpMode, signUpDomains } = await readPolicies(await requireOperatorPage());
  return <SignUpPolicyForm mode={signUpMode} domains={signUpDomains} provesAddresses={provesAddresses()} />;
}
