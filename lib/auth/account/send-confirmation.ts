import { inTransaction } from "@/lib/db/prisma";
import { confirmAddressMail } from "@/lib/mail/account-mails";
import { linkTo, mailAccount } from "./mail-account";
import { issueMailToken, type MailProof } from "./mail-token";

/** A page to confirm an address on, once, within 24 hours; ends the links made before. */
export const makeConfirmLink = async (proof: MailProof): Promise<string> =>
  linkTo(`/confirm-email/${await inTransaction((tx) => issueMailToken(tx, "confirm_email", proof))}`);

/**
 * Mails the link that makes an address count.
 * @throws DomainError unavailable
 */
export async function sendConfirmation(proof: MailProof): Promise<void> {
  const link = await makeConfirmLink(proof);
  await mailAccount(proof.email, (product) => confirmAddressMail(product, link));
}
