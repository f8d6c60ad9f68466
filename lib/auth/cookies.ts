import type { CookiesOptions } from "next-auth";

const QUARTER_HOUR_SECONDS = 900;

/**
 * The cookies of sign-in. Over https each is `__Host-`: a browser then takes it over TLS alone, for this host and no
 * sibling, whole path (RFC 6265bis §4.1.3.2). On plain http, where browsers refuse that, the same without the prefix.
 * @param publicUrl NEXTAUTH_URL
 */
export function cookiesFor(publicUrl: string | undefined): CookiesOptions {
  const secure = publicUrl?.startsWith("https:") ?? false;
  const cookie = (name: string, maxAge?: number) => ({
    name: `${secure ? "__Host-" : ""}next-auth.${name}`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, ...(maxAge !== undefined && { maxAge }) },
  });
  return {
    sessionToken: cookie("session-token"),
    callbackUrl: cookie("callback-url"),
    csrfToken: cookie("csrf-token"),
    pkceCodeVerifier: cookie("pkce.code_verifier", QUARTER_HOUR_SECONDS),
    state: cookie("state", QUARTER_HOUR_SECONDS),
    nonce: cookie("nonce", QUARTER_HOUR_SECONDS),
  };
}
