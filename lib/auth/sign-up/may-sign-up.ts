import { domainOf, mailDomain } from "./mail-domain";

/** Who may open an account, as the operator chose (product T1). */
export type SignUpRule = { mode: "anyone" | "invited" | "domains"; domains: readonly string[] };

export type SignUpCase = {
  email: string;
  /** Nobody has an account yet: whoever sets the deployment up. */
  isFirst: boolean;
  /** There is an open invitation for the address. */
  isInvited: boolean;
  /** Whether the address is proven before it counts: by a provider, or by a link in a mail. */
  isProven: boolean;
};

const listed = (domains: readonly string[]): string =>
  domains.length > 0 ? `an address at ${domains.join(", ")}` : "an address of a domain that the operator names";

/** Pure: why this address may not open an account, or null. A domain means itself, never what is below it. */
export function signUpProblem(rule: SignUpRule, { email, isFirst, isInvited, isProven }: SignUpCase): string | null {
  if (isFirst || isInvited || rule.mode === "anyone") return null;
  if (rule.mode === "invited")
    return "Only invited people can open an account here, and this address has no open invitation. Ask an owner of your team for one.";
  const domain = domainOf(email);
  if (domain === null || !rule.domains.some((allowed) => mailDomain(allowed) === domain))
    return `Opening an account here takes ${listed(rule.domains)}, or an invitation. Ask an owner of your team for one.`;
  if (!isProven)
    return "This deployment sends no mail, so it cannot check that the address is yours. Ask the operator to set up mail, or an owner of your team for an invitation.";
  return null;
}

/** What the sign-up page says about who may sign up; null when everybody may. */
export function whoMaySignUp(rule: SignUpRule): string | null {
  if (rule.mode === "anyone") return null;
  if (rule.mode === "invited")
    return "Only invited people can open an account here. Ask an owner of your team for an invitation.";
  return `Opening an account here takes ${listed(rule.domains)}, or an invitation.`;
}
