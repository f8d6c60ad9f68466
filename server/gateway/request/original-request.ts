import type { IncomingMessage } from "node:http";
import { clientAddress, isTrustedProxy } from "@/lib/http/client-address";
import type { Circumstances } from "../record-verdict";
import { appendedPath } from "./appended-path";
import { LONGEST_METHOD, LONGEST_ROUTE } from "./parse-question";

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** The client's address, as trusted proxies tell it. */
const callerAddress = ({ headers, socket }: IncomingMessage, trusted: readonly string[]): string | undefined =>
  clientAddress(socket.remoteAddress, single(headers["x-forwarded-for"]), trusted) ?? undefined;

/** The same for the throttle of failed attempts: a proxy that is not trusted stands for many clients, and nobody knows which. */
export const throttledAddress = (request: IncomingMessage, trusted: readonly string[]): string | undefined =>
  request.headers["x-forwarded-for"] === undefined || isTrustedProxy(request.socket.remoteAddress, trusted)
    ? callerAddress(request, trusted)
    : undefined;

/** The call that a proxy asks about: the client's address always, method and path only in a trusted proxy's words. */
export function originalRequest(request: IncomingMessage, trusted: readonly string[]): Circumstances {
  const { headers, socket } = request;
  const ip = callerAddress(request, trusted);
  const userAgent = headers["user-agent"];
  if (!isTrustedProxy(socket.remoteAddress, trusted)) return { ip, userAgent };
  const appended = appendedPath(request.url ?? "");
  const told = single(headers["x-forwarded-method"] ?? headers["x-original-method"]);
  const method = (appended === null ? told : request.method)?.slice(0, LONGEST_METHOD);
  // A query may carry what is nobody's business; the route is the path.
  const uri = appended ?? single(headers["x-forwarded-uri"] ?? headers["x-original-uri"] ?? headers["x-original-url"]);
  return { ip, userAgent, method, route: uri?.split("?", 1)[0]?.slice(0, LONGEST_ROUTE) };
}
