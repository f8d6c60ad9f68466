import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ChoosePasswordForm } from "@/components/auth/choose-password-form";
import { buttonClass } from "@/components/ui/button-class";
import { readResetLink } from "@/lib/auth/account/choose-password";

// The address holds the token: nothing that the page leads to may learn it.
export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const found = await readResetLink(token);
  if (found === null)
    return (
      <>
        <AuthHeading title="This link serves no longer">
          It was used, replaced by a newer one, or is over 30 minutes old.
        </AuthHeading>
        <Link href="/forgot-password" className={buttonClass("primary", "md", "!h-9")}>
          Ask for a new link
        </Link>
      </>
    );
  return (
    <>
      <AuthHeading title="Choose a new password">
        For <bdi className="font-medium text-text">{found.email}</bdi>. Every session ends.
      </AuthHeading>
      <ChoosePasswordForm token={token} email={found.email} />
    </>
  );
}
