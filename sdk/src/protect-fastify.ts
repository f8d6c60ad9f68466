import type { IncomingMessage, ServerResponse } from "node:http";
import type {} from "fastify";
import { checkCall } from "./check-call.js";
import type { Latchkey } from "./create-latchkey.js";
import type { VerifiedKey } from "./decision.js";
import { type Demand, forCall } from "./demand.js";
import { onAnswered } from "./http/on-answered.js";
import { presentedKey } from "./http/presented-key.js";
import { routePattern } from "./http/route-pattern.js";
import { timeCall } from "./time-call.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The key of a protected call; null when the gateway could not be asked and calls pass all the same. */
    latchkey?: VerifiedKey | null;
  }
}

type Request = {
  raw: IncomingMessage;
  ip: string;
  method: string;
  routeOptions: { url?: string | undefined };
  latchkey?: VerifiedKey | null;
};
type Reply = {
  raw: ServerResponse;
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  /** A route's own schema may narrow what it takes; a refusal is none of its answers. */
  send(payload: never): unknown;
};

/**
 * An `onRequest` hook for Fastify, of a route, or with `addHook` of a plugin or of all. The caller's address is Fastify's
 * `request.ip`, which heeds its `trustProxy` option.
 */
export const protectFastify =
  (latchkey: Latchkey, demand: Demand<Request> = {}) =>
  async (request: Request, reply: Reply): Promise<unknown> => {
    const report = timeCall();
    const { raw, method, routeOptions } = request;
    const route = routePattern(routeOptions.url);
    const checked = await checkCall(latchkey, demand, {
      request,
      presented: presentedKey(raw.rawHeaders),
      method,
      route,
      ip: request.ip,
      userAgent: raw.headers["user-agent"],
    });
    if (checked.refusal) {
      reply.code(checked.refusal.status);
      reply.headers(checked.refusal.headers);
      // Fastify adds a charset to texts; these are bytes.
      reply.send(Buffer.from(checked.refusal.body) as never);
      return reply;
    }
    const { key, headers, ip } = checked;
    reply.headers(headers);
    onAnswered(reply.raw, (status) =>
      report(latchkey, key, { status, method, route: forCall(demand.route, request) ?? route, ip }),
    );
    request.latchkey = key;
    return undefined;
  };
