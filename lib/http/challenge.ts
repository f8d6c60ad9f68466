// RFC 6749 §3.3: what a scope may consist of. Whatever else a caller asks for stays out of the header.
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** A text as the realm of a challenge: printable ASCII without quotes and backslashes. */
export function realmFrom(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "").trim();
  return plain === "" ? "api" : plain;
}

/** No credential came, so there is no error to name (RFC 6750 §3.1). */
export const challengeFor = (realm: string): string => `Bearer realm="${realm}"`;

/** One for unknown, revoked and expired alike: the difference is nobody's who does not own the key. */
export const invalidToken = (realm: string): string => `Bearer realm="${realm}", error="invalid_token"`;

export const insufficientScope = (realm: string, scopes: readonly string[]): string =>
  `Bearer realm="${realm}", error="insufficient_scope", scope="${scopes.filter((s) => SCOPE_TOKEN.test(s)).join(" ")}"`;
