import { type MailBlock, type MailText, writeMail } from "./write-mail";

// `product` is what the operator calls this deployment.

const mail = (product: string, subject: string, ...blocks: MailBlock[]): MailText =>
  writeMail({ product, subject, blocks });

const NOT_YOU = "If that was not you, nothing has changed and there is nothing to do.";
const newPassword = (href: string) => ({ label: "Choose a new password", href });

export const confirmAddressMail = (product: string, link: string): MailText =>
  mail(
    product,
    `Confirm your address for ${product}`,
    `Somebody opened an account at ${product} with this address. Open this link and sign in to confirm that it is yours:`,
    { label: "Confirm address", href: link },
    "The link works once, for 24 hours. If you did not open the account, leave the link alone: without it the account can do nothing.",
  );

export const confirmNewAddressMail = (product: string, link: string): MailText =>
  mail(
    product,
    `Confirm your new address for ${product}`,
    `Somebody asked to use this address for their account at ${product}. Open this link and sign in to confirm it:`,
    { label: "Confirm address", href: link },
    `The link works once, for 24 hours. ${NOT_YOU}`,
  );

export const addressChangeAskedMail = (product: string, newAddress: string, resetLink: string): MailText =>
  mail(
    product,
    `Your address at ${product} is about to change`,
    `Somebody signed in to your account at ${product} asked to change its address to ${newAddress}. It changes once that address is confirmed.`,
    "If that was not you, choose a new password now. It stops the change and ends every session:",
    newPassword(resetLink),
  );

export const accountExistsMail = (product: string, signInLink: string, resetLink: string): MailText =>
  mail(
    product,
    `You have an account at ${product}`,
    `Somebody asked for an account at ${product} with this address, which has one already. Sign in:`,
    { label: "Sign in", href: signInLink },
    "To choose a new password:",
    newPassword(resetLink),
    NOT_YOU,
  );

export const resetPasswordMail = (product: string, link: string): MailText =>
  mail(
    product,
    `Choose a new password for ${product}`,
    `Somebody asked for a new password for your account at ${product}. Open this link to choose one:`,
    newPassword(link),
    `The link works once, for 30 minutes. ${NOT_YOU}`,
  );

export const passwordChangedMail = (product: string, resetLink: string): MailText =>
  mail(
    product,
    `Your password at ${product} was changed`,
    `The password of your account at ${product} was changed, and every session has ended.`,
    "If that was not you, choose a new one now:",
    newPassword(resetLink),
  );
