/** A mail but for its recipient; `product` is what the operator calls this deployment. */
export type MailText = { subject: string; text: string };

const mail = (product: string, subject: string, ...paragraphs: string[]): MailText => ({
  subject,
  text: `${paragraphs.join("\n\n")}\n\n-- \n${product}\n`,
});

const NOT_YOU = "If that was not you, nothing has changed and there is nothing to do.";

export const confirmAddressMail = (product: string, link: string): MailText =>
  mail(
    product,
    `Confirm your address for ${product}`,
    `Somebody opened an account at ${product} with this address. Open this link and sign in to confirm that it is yours:`,
    link,
    "The link works once, for 24 hours. If you did not open the account, leave the link alone: without it the account can do nothing.",
  );

export const confirmNewAddressMail = (product: string, link: string): MailText =>
  mail(
    product,
    `Confirm your new address for ${product}`,
    `Somebody asked to use this address for their account at ${product}. Open this link and sign in to confirm it:`,
    link,
    `The link works once, for 24 hours. ${NOT_YOU}`,
  );

export const addressChangeAskedMail = (product: string, newAddress: string, resetLink: string): MailText =>
  mail(
    product,
    `Your address at ${product} is about to change`,
    `Somebody signed in to your account at ${product} asked to change its address to ${newAddress}. It changes once that address is confirmed.`,
    "If that was not you, choose a new password now. It stops the change and ends every session:",
    resetLink,
  );

export const accountExistsMail = (product: string, signInLink: string, resetLink: string): MailText =>
  mail(
    product,
    `You have an account at ${product}`,
    `Somebody asked for an account at ${product} with this address, which has one already. Sign in:`,
    signInLink,
    `To choose a new password:\n\n${resetLink}`,
    NOT_YOU,
  );

export const resetPasswordMail = (product: string, link: string): MailText =>
  mail(
    product,
    `Choose a new password for ${product}`,
    `Somebody asked for a new password for your account at ${product}. Open this link to choose one:`,
    link,
    `The link works once, for 30 minutes. ${NOT_YOU}`,
  );

export const passwordChangedMail = (product: string, resetLink: string): MailText =>
  mail(
    product,
    `Your password at ${product} was changed`,
    `The password of your account at ${product} was changed, and every session has ended.`,
    `If that was not you, choose a new one now:\n\n${resetLink}`,
  );
