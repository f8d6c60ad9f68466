import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { FirstRunSteps } from "@/components/auth/first-run-steps";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { Notice } from "@/components/ui/notice";
import { configuredProviders } from "@/lib/auth/providers/configured-providers";
import { whoMaySignUp } from "@/lib/auth/sign-up/may-sign-up";
import { isFirstRun } from "@/lib/auth/sign-up/sign-up";
import { signUpPolicy } from "@/lib/auth/sign-up/sign-up-policy";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await isFirstRun()) ? "Set up this deployment" : "Create an account" };
}

const FIRST = "Nobody has an account here yet. The first account becomes the operator of this deployment.";
const FURTHER = "You get a team of your own, with its own keys, usage and audit trail.";

export default async function SignUpPage() {
  const [first, policy] = [await isFirstRun(), await signUpPolicy()];
  const providers = configuredProviders();
  const who = first ? null : whoMaySignUp(policy);
  // Where a password could never open an account there is no form for one: invited people have a link of their own.
  const takesPasswords = first || (policy.mode !== "invited" && policy.warning === null);
  return (
    <>
      <AuthHeading title={first ? "Set up this deployment" : "Create an account"}>
        {first ? FIRST : FURTHER}
      </AuthHeading>
      {first && <FirstRunSteps />}
      {who && <Notice>{who}</Notice>}
      <ProviderButtons providers={providers} returnTo="/" withForm={takesPasswords} />
      {takesPasswords && <SignUpForm submitLabel={first ? "Create operator account" : "Create account"} />}
      {!first && (
        <p className="text-muted text-sm">
          Have an account?{" "}
          <Link href="/sign-in" className="font-medium text-text underline underline-offset-2">
            Sign in
          </Link>
        </p>
      )}
    </>
  );
}
