import { SECRET_SCANNING_PATH } from "./body-limit";
import { isTrustedProxy } from "./client-address";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** What is authorised by a header alone, which no foreign page can make a browser send. */
const WITHOUT_COOKIES = ["/api/v1", SECRET_SCANNING_PATH];

/** True when a request could change something by a cookie, and so has to come from the dashboard's own pages. */
export const needsOwnOrigin = (method: string, path: string): boolean =>
  !SAFE_METHODS.has(method) && !WITHOUT_COOKIES.some((below) => path === below || path.startsWith(`${below}/`));

/** A name or an address, and perhaps a port: what a `Host` header may hold. */
export const isHost = (host: string): boolean =>
  /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}`);

type Asked = {
  host: string | null | undefined;
  forwardedHost: string | null | undefined;
  peer: string | null | undefined;
};

/** The host that the client asked for. `X-Forwarded-Host` counts only when a trusted proxy says it. */
export function askedHost({ host, forwardedHost, peer }: Asked, trustedProxies: readonly string[]): string | null {
  const forwarded = isTrustedProxy(peer, trustedProxies) ? forwardedHost?.split(",", 1)[0]?.trim() : undefined;
  return forwarded || host || null;
}

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/**
 * The one rule of what counts as our own page: its origin is that of NEXTAUTH_URL, or its host is the one asked for. Where
 * the dashboard is public over https, a page that came over http may have been written by anybody on the way.
 * @param origin the `Origin` header as it came; absent, `null` and anything but an origin are nobody's
 */
export function isOwnOrigin(origin: string | null | undefined, host: string | null, publicUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (given.origin !== origin || !/^https?:$/.test(given.protocol)) return false;
  const own = new URL(publicUrl);
  if (given.origin === own.origin) return true;
  if (own.protocol === "https:" && given.protocol !== "https:" && !isLoopback(given.hostname)) return false;
  return host !== null && isHost(host) && new URL(`${given.protocol}//${host}`).host === given.host;
}

export const FOREIGN_ORIGIN = "This request did not come from the dashboard itself. Reload the page and try again.";
