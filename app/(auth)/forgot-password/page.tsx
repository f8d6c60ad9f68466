import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { Notice } from "@/components/ui/notice";
import { isMailConfigured } from "@/lib/mail/send-mail";

export const metadata: Metadata = { title: "Forgot password" };

export default function ForgotPasswordPage() {
  return (
    <>
      <AuthHeading title="Forgot password">A link to choose a new one comes by mail.</AuthHeading>
      {isMailConfigured() ? (
        <ForgotPasswordForm />
      ) : (
        <Notice>
          This deployment sends no mail. Ask its operator for a link:{" "}
          <code className="text-xs [overflow-wrap:anywhere]">
            npm run admin -- user reset-password --email your@address --link
          </code>{" "}
          prints one.
        </Notice>
      )}
      <p className="text-muted text-sm">
        <Link href="/sign-in" className="font-medium text-text underline underline-offset-2">
          Back to sign in
        </Link>
      </p>
    </>
  );
}
