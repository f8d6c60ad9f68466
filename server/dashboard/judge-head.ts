import type { IncomingMessage } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { askedHost, FOREIGN_ORIGIN, isHost, isOwnOrigin, needsOwnOrigin } from "@/lib/http/own-origin";
import type { Refusal } from "./refuse";

export type Site = {
  /** NEXTAUTH_URL */
  publicUrl: string;
  /** TRUSTED_PROXIES: addresses and CIDR ranges */
  trustedProxies: readonly string[];
};

const bad = (detail: string): Refusal => ({ status: 400, detail });

/** Why a request is refused for what stands in its first lines, or null. */
export function judgeHead(request: IncomingMessage, path: string, site: Site): Refusal | null {
  const { host, origin, expect, "x-forwarded-host": forwardedHost } = request.headers;
  if (expect !== undefined && !/^100-continue$/i.test(expect))
    return { status: 417, detail: "The only expectation this server can meet is 100-continue." };
  if (host === undefined ? request.httpVersion === "1.1" : !isHost(host))
    return bad("An HTTP/1.1 request names its Host: a name or address, and a port where it needs one.");
  const unreadable = judgePath(path);
  if (unreadable !== null) return bad(unreadable);
  if (GLOBAL_ERROR.test(path)) return { status: 404, detail: "There is nothing at this address." };
  if (!isReadableTree(request.headers["next-router-state-tree"]))
    return bad("The router's state cannot be read. Reload the page.");
  if (!needsOwnOrigin(request.method ?? "", path)) return null;
  const asked = askedHost(
    { host, forwardedHost: forwardedHost?.toString(), peer: request.socket.remoteAddress },
    site.trustedProxies,
  );
  return isOwnOrigin(origin, asked, site.publicUrl) ? null : { status: 403, detail: FOREIGN_ORIGIN };
}

/** Next's last resort, which it also serves by its name: the one page kept from the build, and so without a nonce. */
const GLOBAL_ERROR = /^\/_global-error\/?$/;

/** What the browser has on screen, by Next's own reading of it; Next answers 500 where that fails. */
function isReadableTree(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is wrong with a path that Next would answer 500, or that one reader could take for another path than the next reader
 * does: every browser sends paths absolute, readable and without dot segments.
 */
function judgePath(path: string): string | null {
  if (!path.startsWith("/")) return "The request's target is not a path. Send one that begins with /.";
  try {
    const segments = decodeURIComponent(path).split(/[\\/]/);
    const isPlain = !path.includes("\\") && !segments.includes("..") && !segments.includes(".");
    return isPlain ? null : "The path has dot segments or backslashes. Send it without them.";
  } catch {
    return "The path is not readable: its percent-encoding is not UTF-8.";
  }
}
