// Free of Node, so that the operator's form can load it.

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$`);

/** A mail domain in the one form it is compared in (lower case, `müller.example` as `xn--mller-kva.example`), or null. */
export function mailDomain(text: string): string | null {
  const given = text.trim().replace(/^@/, "");
  if (!/^[^\s/@:?#\\%[\]]{3,253}$/.test(given) || !URL.canParse(`http://${given}`)) return null;
  const domain = new URL(`http://${given}`).hostname;
  return DOMAIN.test(domain) ? domain : null;
}

/** The domain of an address, comparable; null when it has none. */
export const domainOf = (email: string): string | null => mailDomain(email.slice(email.lastIndexOf("@") + 1));
