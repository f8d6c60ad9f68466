import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SecondFactorForm } from "@/components/auth/second-factor-form";
import { openPendingSignIn } from "@/lib/auth/second-factor/pending-sign-in";
import { keptReturn } from "@/lib/auth/sign-in/kept-return";
import { pendingProof } from "@/lib/auth/sign-in/pending-cookie";

export const metadata: Metadata = { title: "Second factor" };

export default async function SecondFactorPage() {
  const proof = await pendingProof();
  if (proof === null || (await openPendingSignIn(proof)) === null) redirect("/sign-in");
  return (
    <>
      <header>
        <h1 className="font-semibold text-xl">Second factor</h1>
        <p className="text-muted text-sm">One step more: the code from your authenticator app.</p>
      </header>
      <SecondFactorForm returnTo={await keptReturn()} />
      <p className="text-muted text-sm">
        Lost your phone and your recovery codes? Only the operator of this deployment can let you in again.{" "}
        <Link href="/sign-in" className="font-medium text-text underline underline-offset-2">
          Start again
        </Link>
      </p>
    </>
  );
}
