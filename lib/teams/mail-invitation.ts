import type { Role } from "@/lib/auth/role";
import { DomainError } from "@/lib/errors";
import { isMailConfigured, sendMail } from "@/lib/mail/send-mail";
import { writeMail } from "@/lib/mail/write-mail";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

type Given = { email: string; team: string; role: Role; invitedByName: string; expiresAt: Date; link: string };

const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** Sends the link, when mail is configured. That it could not be sent takes no invitation back: the inviter has the link. */
export async function mailInvitation(given: Given): Promise<"sent" | "failed" | "off"> {
  if (!isMailConfigured()) return "off";
  const { productName } = await deploymentSettings();
  const article = /^[ao]/.test(given.role) ? "an" : "a";
  try {
    const subject = `Invitation to the team ${given.team} on ${productName}`;
    const mail = writeMail({
      product: productName,
      subject,
      blocks: [
        `${given.invitedByName} invites you to the team "${given.team}" on ${productName}, as ${article} ${given.role}.`,
        "Open this link to accept:",
        { label: "Accept invitation", href: given.link },
        `It works once, for ${given.email} only, until ${date.format(given.expiresAt)}.`,
        "If you do not know who sent this, ignore it: nothing happens without you.",
      ],
    });
    await sendMail({ to: given.email, ...mail });
    return "sent";
  } catch (error) {
    if (error instanceof DomainError) return "failed";
    throw error;
  }
}
