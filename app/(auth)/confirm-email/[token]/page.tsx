import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ConfirmEmailForm } from "@/components/auth/confirm-email-form";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { buttonClass } from "@/components/ui/button-class";
import { readConfirmLink } from "@/lib/auth/account/confirm-email";
import { signedIn, signedInUnconfirmed } from "@/lib/auth/signed-in";

// The address holds the token: nothing that the page leads to may learn it.
export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

/** Only who is signed in to the account may confirm its address (lib/auth/account/confirm-email.ts says why). */
export default async function ConfirmLinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const found = await readConfirmLink(token);
  const person = (await signedInUnconfirmed()) ?? (await signedIn());
  if (found === null)
    return (
      <>
        <AuthHeading title="This link serves no longer">
          It was used, replaced by a newer one, or is over 24 hours old.
        </AuthHeading>
        <Link href={person === null ? "/sign-in" : "/"} className={buttonClass("primary", "md", "!h-9")}>
          {person === null ? "Sign in" : "Open the dashboard"}
        </Link>
      </>
    );
  if (person === null)
    return (
      <>
        <AuthHeading title="Confirm your address">
          Sign in to confirm that <bdi className="font-medium text-text">{found.email}</bdi> is yours. If you did not
          open an account, close this page.
        </AuthHeading>
        <SignInForm returnTo={`/confirm-email/${token}`} />
      </>
    );
  if (person.userId !== found.userId)
    return (
      <>
        <AuthHeading title="A link for another account">
          You are signed in as <bdi className="font-medium text-text">{person.email}</bdi>. Sign out, then open the link
          again.
        </AuthHeading>
        <SignOutButton />
      </>
    );
  return (
    <>
      <AuthHeading title="Confirm your address">
        <bdi className="font-medium text-text">{found.email}</bdi> becomes the address of your account.
      </AuthHeading>
      <ConfirmEmailForm token={token} />
    </>
  );
}
