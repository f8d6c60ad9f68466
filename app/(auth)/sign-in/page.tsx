import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { SignInForm } from "@/components/auth/sign-in-form";
import { providerProblem } from "@/components/auth/sign-in-problem";
import { Notice } from "@/components/ui/notice";
import { configuredProviders } from "@/lib/auth/providers/configured-providers";
import { safeReturn } from "@/lib/auth/safe-return";
import { isFirstRun } from "@/lib/auth/sign-up/sign-up";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  if (await isFirstRun()) redirect("/sign-up");
  const { callbackUrl, error } = await searchParams;
  const problem = providerProblem(error);
  const returnTo = safeReturn(callbackUrl, env().NEXTAUTH_URL);
  return (
    <>
      <AuthHeading title="Sign in">Make, watch, rotate and revoke your API keys.</AuthHeading>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <ProviderButtons providers={configuredProviders()} returnTo={returnTo} />
      <SignInForm returnTo={returnTo} />
      <div className="flex flex-col gap-1 text-muted text-sm">
        <p>
          <Link href="/forgot-password" className="font-medium text-text underline underline-offset-2">
            Forgot password
          </Link>
        </p>
        <p>
          No account yet?{" "}
          <Link href="/sign-up" className="font-medium text-text underline underline-offset-2">
            Create an account
          </Link>
        </p>
      </div>
    </>
  );
}
