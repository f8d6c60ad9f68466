import type { Route } from "../exchange";
import { sendJson } from "../send";

/** `GET /healthz`: the process is alive. */
export const healthz: Route = {
  methods: ["GET", "HEAD"],
  handle: (exchange) => sendJson(exchange, 200, '{"status":"alive"}', ["Cache-Control", "no-store"]),
};
