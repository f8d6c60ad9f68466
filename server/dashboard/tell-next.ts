import type { IncomingMessage } from "node:http";
import { isTrustedProxy } from "@/lib/http/client-address";
import { FRONT_PREFIX, NONCE_HEADER, PATH_HEADER, PEER_HEADER } from "@/lib/http/front-headers";
import type { Site } from "./judge-head";

const PASSWORD_HEADER = `${FRONT_PREFIX}password`;

/**
 * Turns a request's headers into what Next and the product may believe: nothing of ours that a client wrote, no forwarding
 * that no trusted proxy did, and what only this server knows.
 * @param password known to this process alone: Next passes headers on when it asks itself, and so stays the client it asks for
 */
export function tellNext(
  { headers, socket, url = "/" }: IncomingMessage,
  { nonce, password, site }: { nonce: string; password: string; site: Site },
): void {
  const peer = headers[PASSWORD_HEADER] === password ? headers[PEER_HEADER] : socket.remoteAddress;
  for (const name of Object.keys(headers))
    if (name.startsWith(FRONT_PREFIX) || name.startsWith("x-middleware-")) delete headers[name];
  // Next would also go by the protocol when it asks itself, and this server speaks http.
  delete headers["x-forwarded-proto"];
  delete headers["x-forwarded-port"];
  if (!isTrustedProxy(socket.remoteAddress, site.trustedProxies)) delete headers["x-forwarded-host"];
  // A proxy may ask for us by another name than the public one, and Next lets actions come from the host asked for alone.
  const { origin, host } = new URL(site.publicUrl);
  if (headers.origin === origin) headers["x-forwarded-host"] = host;
  headers[PASSWORD_HEADER] = password;
  headers[PEER_HEADER] = peer;
  headers[PATH_HEADER] = url;
  headers[NONCE_HEADER] = nonce;
  // Where Next looks for the nonce of its own scripts.
  headers["content-security-policy"] = `script-src 'nonce-${nonce}'`;
}
