import { env } from "@/lib/env";
import { isMailConfigured } from "@/lib/mail/send-mail";

/** Whether anything here can prove that a mail address is somebody's own: a mail to it, or a provider that vouches for it. */
export function provesAddresses(): boolean {
  const { GITHUB_ID, GOOGLE_ID, OIDC_ISSUER } = env();
  return isMailConfigured() || [GITHUB_ID, GOOGLE_ID, OIDC_ISSUER].some((given) => given !== undefined);
}
