import type { Metadata } from "next";
import Link from "next/link";
import { FirstRunSteps } from "@/components/auth/first-run-steps";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { isFirstRun } from "@/lib/auth/sign-up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await isFirstRun()) ? "Set up this deployment" : "Create an account" };
}

export default async function SignUpPage() {
  const first = await isFirstRun();
  return (
    <>
      <header>
        <h1 className="font-semibold text-xl">{first ? "Set up this deployment" : "Create an account"}</h1>
        <p className="text-muted text-sm">
          {first
            ? "Nobody has an account here yet. The first account becomes the operator of this deployment."
            : "You get a team of your own, with its own keys, usage and audit trail."}
        </p>
      </header>
      {first && <FirstRunSteps />}
      <SignUpForm submitLabel={first ? "Create operator account" : "Create account"} />
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
