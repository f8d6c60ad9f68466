import type { Unconfirmed } from "@/lib/auth/sessions/session";
import { DomainError } from "@/lib/errors";
import { isMailConfigured } from "@/lib/mail/send-mail";
import { countMailAsked } from "./request-password-reset";
import { sendConfirmation } from "./send-confirmation";

/**
 * The confirmation link once more, for who is signed in and has yet to confirm; the one before serves no longer.
 * @throws DomainError too_many_requests; unavailable
 */
export async function resendConfirmation(
  person: Unconfirmed["unconfirmed"],
  from: { ip: string | null },
): Promise<{ email: string }> {
  if (!isMailConfigured())
    throw new DomainError(
      "unavailable",
      "This deployment sends no mail any more. Ask its operator to let your account in.",
    );
  await countMailAsked(person.email, from);
  await sendConfirmation(person);
  return { email: person.email };
}
