import type { IncomingMessage, ServerResponse } from "node:http";
import { checkCall } from "./check-call.js";
import type { Latchkey } from "./create-latchkey.js";
import type { VerifiedKey } from "./decision.js";
import { type Demand, forCall } from "./demand.js";
import { onAnswered } from "./http/on-answered.js";
import { presentedKey } from "./http/presented-key.js";
import { routePattern } from "./http/route-pattern.js";
import { timeCall } from "./time-call.js";

declare global {
  namespace Express {
    interface Request {
      /** The key of a protected call; null when the gateway could not be asked and calls pass all the same. */
      latchkey?: VerifiedKey | null;
    }
  }
}

type ExpressRequest = IncomingMessage & {
  ip?: string | undefined;
  baseUrl?: string;
  route?: { path?: unknown };
  latchkey?: VerifiedKey | null;
};

/**
 * Middleware for Express, for a route or, with `app.use`, for all that follow. The caller's address is Express's `req.ip`, which
 * heeds its "trust proxy" setting.
 */
export const protectExpress =
  (latchkey: Latchkey, demand: Demand<ExpressRequest> = {}) =>
  (request: ExpressRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    const report = timeCall();
    const { method = "GET", headers, socket } = request;
    // Express knows the route once it has chosen one: in app.use only afterwards.
    const route = (): string | undefined =>
      forCall(demand.route, request) ??
      (request.route && routePattern(`${request.baseUrl ?? ""}${patternText(request.route.path)}`));
    const checking = checkCall(latchkey, demand, {
      request,
      presented: presentedKey(request.rawHeaders),
      method,
      route: route(),
      ip: request.ip ?? socket.remoteAddress,
      userAgent: headers["user-agent"],
    });
    checking
      .then((checked) => {
        if (checked.refusal) {
          const { status, headers, body } = checked.refusal;
          response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) }).end(body);
          return;
        }
        const { key, ip } = checked;
        for (const [name, value] of Object.entries(checked.headers)) response.setHeader(name, value);
        onAnswered(response, (status) => report(latchkey, key, { status, method, route: route(), ip }));
        request.latchkey = key;
        next();
      })
      .catch(next);
  };

const patternText = (path: unknown): string => (typeof path === "string" ? path.replace(/^\/$/, "") : "");
