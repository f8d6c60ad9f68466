import { checkCall } from "./check-call.js";
import type { Latchkey } from "./create-latchkey.js";
import type { VerifiedKey } from "./decision.js";
import { type Demand, forCall } from "./demand.js";
import { nextRoute } from "./http/next-route.js";
import { presentedIn } from "./http/presented-key.js";
import { timeCall } from "./time-call.js";

/** What Next gives a route handler, and the key of the call; null when the gateway could not be asked and calls pass all the same. */
export type NextContext = {
  params: Promise<Record<string, string | string[] | undefined>>;
  latchkey: VerifiedKey | null;
};
type Answer = Response | undefined;

/**
 * A route handler of Next.js's app router that only keys may call: `export const GET = protectNext(latchkey, { scopes: ["read"] },
 * handler)`. The key is the context's `latchkey`. Next does not tell who calls: give `ip` where keys have allow lists.
 */
export const protectNext =
  <R extends Request, C extends NextContext = NextContext>(
    latchkey: Latchkey,
    demand: Demand<R>,
    handler: (request: R, context: C) => Answer | Promise<Answer>,
  ) =>
  async (request: R, context: Omit<C, "latchkey">): Promise<Response> => {
    const report = timeCall();
    const { method, headers } = request;
    const route = nextRoute(new URL(request.url).pathname, (await context.params) ?? {});
    const checked = await checkCall(latchkey, demand, {
      request,
      presented: presentedIn(headers),
      method,
      route,
      ip: undefined,
      userAgent: headers.get("user-agent"),
    });
    if (checked.refusal) return new Response(checked.refusal.body, checked.refusal);
    const { key, ip } = checked;
    let status = 500;
    try {
      const response =
        (await handler(request, { ...context, latchkey: key } as C)) ?? new Response(null, { status: 204 });
      status = response.status;
      return withHeaders(response, checked.headers);
    } catch (error) {
      status = thrownStatus(error);
      throw error;
    } finally {
      report(latchkey, key, { status, method, route: forCall(demand.route, request) ?? route, ip });
    }
  };

/** A copy where the answer's own headers cannot be changed, as on one that fetch returned. */
function withHeaders(response: Response, headers: Record<string, string>): Response {
  const changed = new Response(response.body, response);
  for (const [name, value] of Object.entries(headers)) changed.headers.set(name, value);
  return changed;
}

/** `redirect()` and `notFound()` of Next are thrown, and carry their status in the digest. */
function thrownStatus(error: unknown): number {
  const digest = String((error as { digest?: unknown } | null)?.digest ?? "");
  const status = /^NEXT_(?:REDIRECT|HTTP_ERROR_FALLBACK);(?:.*;)?([1-5]\d\d);?$/.exec(digest)?.[1];
  return status === undefined ? 500 : Number(status);
}
