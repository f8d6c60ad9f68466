"use client";

import Link from "next/link";
import { useTeam } from "@/components/shell/team-context";
import { Notice } from "@/components/ui/notice";

type WhereMailGoesProps = {
  /** False: the person's address is not confirmed. */
  hasConfirmedAddress: boolean;
  /** Whether this deployment can send any. */
  sendsMail: boolean;
};

/** To which address mails go, or why none does. */
export function WhereMailGoes({ hasConfirmedAddress, sendsMail }: WhereMailGoesProps) {
  const { me } = useTeam();
  const link = (
    <Link href="/account/profile" className="inline-block min-h-6 font-medium underline underline-offset-2">
      Open account
    </Link>
  );
  if (!sendsMail) {
    return (
      <Notice>
        This deployment sends no mail, so that notices are told in the dashboard only. What you choose about email holds
        once the operator has set up a mail server.
      </Notice>
    );
  }
  if (!hasConfirmedAddress) {
    return (
      <Notice tone="warning">
        Your address {me.email} is not confirmed, so that no mail is sent to it. Confirm it first. {link}
      </Notice>
    );
  }
  return (
    <Notice>
      Mails go to <span className="font-medium [overflow-wrap:anywhere]">{me.email}</span>, the address of your account.{" "}
      {link}
    </Notice>
  );
}
