import type { Route } from "../exchange";
import { sendJson, sendProblem } from "../send";

const READY = JSON.stringify({ status: "ready", database: true, listener: true, draining: false });

/** `GET /readyz`: the database is reached, invalidations are heard, and the process is not about to stop. */
export const readyz: Route = {
  methods: ["GET", "HEAD"],
  handle: (exchange) => {
    const { isDraining, invalidations } = exchange.gateway;
    if (isDraining) notReady("The gateway is stopping.");
    else if (!invalidations.isDatabaseReached) notReady("The key database is not reached.");
    else if (!invalidations.isListening) notReady("Changes of keys are not heard.");
    else sendJson(exchange, 200, READY, ["Cache-Control", "no-store"]);

    function notReady(why: string): void {
      sendProblem(exchange, 503, why, ["Retry-After", "1", "Cache-Control", "no-store"]);
    }
  },
};
