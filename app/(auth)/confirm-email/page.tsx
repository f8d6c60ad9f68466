import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ResendConfirmation } from "@/components/auth/resend-confirmation";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { Notice } from "@/components/ui/notice";
import { signedInUnconfirmed } from "@/lib/auth/signed-in";
import { isMailConfigured } from "@/lib/mail/send-mail";

export const metadata: Metadata = { title: "Confirm your address" };

/** All that somebody sees whose address does not count yet. */
export default async function ConfirmAddressPage() {
  const person = await signedInUnconfirmed();
  if (person === null) redirect("/");
  return (
    <>
      <AuthHeading title="Confirm your address">
        A link was sent to <bdi className="font-medium text-text">{person.email}</bdi>. Open it to go on; it works once,
        for 24 hours.
      </AuthHeading>
      {isMailConfigured() ? (
        <ResendConfirmation />
      ) : (
        <Notice>
          This deployment sends no mail any more. Ask its operator for a link to choose a new password: it lets you in.
        </Notice>
      )}
      <SignOutButton />
    </>
  );
}
