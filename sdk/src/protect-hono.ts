import type {} from "hono";
import { checkCall } from "./check-call.js";
import type { Latchkey } from "./create-latchkey.js";
import type { VerifiedKey } from "./decision.js";
import { type Demand, forCall } from "./demand.js";
import { presentedIn } from "./http/presented-key.js";
import { routePattern } from "./http/route-pattern.js";
import { timeCall } from "./time-call.js";

declare module "hono" {
  interface ContextVariableMap {
    /** The key of a protected call; null when the gateway could not be asked and calls pass all the same. */
    latchkey: VerifiedKey | null;
  }
}

type Context = {
  req: { raw: Request; method: string; matchedRoutes?: { path: string }[] };
  env: unknown;
  res: Response;
  header(name: string, value: string): void;
  set(name: "latchkey", key: VerifiedKey | null): void;
};

/**
 * Middleware for Hono. The caller's address is the peer's, where @hono/node-server tells it; behind a proxy, or elsewhere than on
 * Node, give `ip`.
 */
export const protectHono =
  (latchkey: Latchkey, demand: Demand<Context> = {}) =>
  async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const report = timeCall();
    const { raw, method } = context.req;
    const route = honoRoute(context);
    const checked = await checkCall(latchkey, demand, {
      request: context,
      presented: presentedIn(raw.headers),
      method,
      route,
      ip: peerAddress(context.env),
      userAgent: raw.headers.get("user-agent"),
    });
    if (checked.refusal) return new Response(checked.refusal.body, checked.refusal);
    const { key, headers, ip } = checked;
    context.set("latchkey", key);
    let status = 500;
    try {
      await next();
      status = context.res.status;
      // Afterwards, so that they are on whatever answer the handler made.
      for (const [name, value] of Object.entries(headers)) context.header(name, value);
    } finally {
      report(latchkey, key, { status, method, route: forCall(demand.route, context) ?? route, ip });
    }
    return undefined;
  };

/** The last route that matches is the handler's; a wildcard is a middleware's, or nobody's. */
const honoRoute = ({ req }: Context): string | undefined =>
  routePattern(req.matchedRoutes?.findLast(({ path }) => !path.includes("*"))?.path);

type NodeEnv = { incoming?: { socket?: { remoteAddress?: string } }; server?: NodeEnv } | null | undefined;

const peerAddress = (env: unknown): string | undefined => {
  const { server, incoming } = (env ?? {}) as NonNullable<NodeEnv>;
  return (server?.incoming ?? incoming)?.socket?.remoteAddress;
};
