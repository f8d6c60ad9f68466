import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ReportLeakForm } from "@/components/leaks/report-leak-form";
import { brand } from "@/lib/operator/brand";

export const metadata: Metadata = { title: "Report a leaked key" };

export default async function ReportLeakPage() {
  const { productName } = await brand();
  return (
    <>
      <AuthHeading title="Report a leaked key">
        Found an API key of {productName} where everybody can read it? Its owner is told at once. No account is needed.
      </AuthHeading>
      <ReportLeakForm />
      <p className="text-muted text-sm">
        Your own key?{" "}
        <Link href="/sign-in" className="font-medium text-text underline underline-offset-2">
          Sign in
        </Link>{" "}
        and revoke it: that takes a second.
      </p>
    </>
  );
}
