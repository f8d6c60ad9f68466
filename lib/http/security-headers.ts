import { contentSecurityPolicy } from "./content-security-policy";

/** What the headers depend on: NEXTAUTH_URL, and whether this is watch mode. */
export type Site = { publicUrl: string; development: boolean };

/** What every answer of the dashboard carries, whoever gives it. */
export const securityHeaders = (site: Site, nonce: string): [name: string, value: string][] => [
  ["Content-Security-Policy", contentSecurityPolicy(nonce, site.development)],
  ["X-Content-Type-Options", "nosniff"],
  // An address may hold a token (an invitation), which is nobody else's.
  ["Referrer-Policy", "no-referrer"],
  ["X-Frame-Options", "DENY"],
  ["Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ...strictTransport(site),
];

/** By the configured address, since whether a request came over TLS is what anybody can claim. */
const strictTransport = ({ publicUrl }: Site): [string, string][] =>
  publicUrl.startsWith("https:") ? [["Strict-Transport-Security", "max-age=31536000; includeSubDomains"]] : [];
