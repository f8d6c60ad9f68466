import type { RevealContent } from "@/components/keys/reveal-content";
import type { Invited } from "@/lib/teams/invite-member";
import { roleWithArticle } from "./role-words";

/** The link of an invitation, shown once to who invites. */
export function invitedContent({ invitation, link, mail }: Invited): RevealContent {
  const { email, role } = invitation;
  const works = `It works once, for this address only, for 7 days, and makes them ${roleWithArticle(role)}.`;
  const [title, sentence] = {
    sent: ["Invitation sent", `The link is on its way to ${email}. You can pass it on yourself, too.`],
    failed: ["Pass this link on", `The mail server did not take the mail to ${email}. Send the link yourself.`],
    off: ["Pass this link on", `Send it to ${email}: this deployment sends no mail.`],
  }[mail] as [string, string];
  return {
    title,
    description: `${sentence} ${works} Shown once.`,
    what: "link",
    plaintext: link,
    tabs: [],
    lost: mail === "sent" ? null : "you would have to invite them again",
  };
}
