import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { isFirstRun } from "@/lib/auth/sign-up";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ callbackUrl?: string | string[] }>;

/** Only a path of this dashboard: an absolute address would send people elsewhere after they typed their password. */
function safeReturn(callbackUrl: string | string[] | undefined): string {
  const text = typeof callbackUrl === "string" ? callbackUrl : "/";
  return /^\/(?![/\\])/.test(text) ? text : "/";
}

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  if (await isFirstRun()) redirect("/sign-up");
  return (
    <>
      <header>
        <h1 className="font-semibold text-xl">Sign in</h1>
        <p className="text-muted text-sm">Make, watch, rotate and revoke your API keys.</p>
      </header>
      <SignInForm returnTo={safeReturn((await searchParams).callbackUrl)} />
      <p className="text-muted text-sm">
        No account yet?{" "}
        <Link href="/sign-up" className="font-medium text-text underline underline-offset-2">
          Create an account
        </Link>
      </p>
    </>
  );
}
