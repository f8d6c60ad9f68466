import type { IncomingMessage } from "node:http";
import { clientAddress, isTrustedProxy } from "@/lib/http/client-address";
import { LONGEST_METHOD, LONGEST_ROUTE } from "./parse-question";
import type { Circumstances } from "./record-verdict";

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** The call that a proxy asks about: the client's address always, method and path only in a trusted proxy's words. */
export function originalRequest(request: IncomingMessage, trusted: readonly string[]): Circumstances {
  const { headers, socket } = request;
  const ip = clientAddress(socket.remoteAddress, single(headers["x-forwarded-for"]), trusted) ?? undefined;
  const userAgent = headers["user-agent"];
  if (!isTrustedProxy(socket.remoteAddress, trusted)) return { ip, userAgent };
  const method = single(headers["x-forwarded-method"] ?? headers["x-original-method"])?.slice(0, LONGEST_METHOD);
  // A query may carry what is nobody's business; the route is the path.
  const uri = single(headers["x-forwarded-uri"] ?? headers["x-original-uri"] ?? headers["x-original-url"]);
  return { ip, userAgent, method, route: uri?.split("?", 1)[0]?.slice(0, LONGEST_ROUTE) };
}
