import { isMailConfigured } from "@/lib/mail/send-mail";
import type { HealthCheck } from "./health-check";

/** Whether mails can be sent at all; no mail is sent to find out. */
export const checkMail = (): HealthCheck =>
  isMailConfigured()
    ? { name: "Mail", state: "fine", detail: "SMTP_URL and MAIL_FROM are set.", todo: null }
    : {
        name: "Mail",
        state: "off",
        detail:
          "Not configured: addresses are not confirmed, and links of invitations are shown to those who may pass them on.",
        todo: "Set SMTP_URL and MAIL_FROM to have them sent.",
      };
