import type { IncomingMessage, ServerResponse } from "node:http";
import { newRequestId } from "@/lib/http/request-id";
import type { Route } from "./exchange";
import type { Gateway } from "./gateway";
import { appendedPath } from "./request/appended-path";
import { settle } from "./request/read-body";
import { authorize } from "./routes/authorize";
import { healthz } from "./routes/healthz";
import { metrics } from "./routes/metrics";
import { readyz } from "./routes/readyz";
import { usage } from "./routes/usage";
import { verify } from "./routes/verify";
import { verifyBatch } from "./routes/verify-batch";
import { sendProblem } from "./send";

const ROUTES = new Map<string, Route>([
  ["/v1/verify", verify],
  ["/v1/verify/batch", verifyBatch],
  ["/v1/authorize", authorize],
  ["/v1/usage", usage],
  ["/healthz", healthz],
  ["/readyz", readyz],
  ["/metrics", metrics],
]);

const CONTINUE = /^100-continue$/i;

/** The gateway's whole surface: one Map from path to route. */
export const handleRequest =
  (gateway: Gateway) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const exchange = { gateway, request, response, requestId: newRequestId(), startedAt: performance.now() };
    const url = request.url ?? "";
    const queryAt = url.indexOf("?");
    const route = ROUTES.get(queryAt < 0 ? url : url.slice(0, queryAt)) ?? (appendedPath(url) && authorize);
    if (request.headers.host === undefined && request.httpVersion === "1.1") {
      sendProblem(exchange, 400, "An HTTP/1.1 request names its Host.");
    } else if (request.headers.expect !== undefined && !CONTINUE.test(request.headers.expect)) {
      sendProblem(exchange, 417, "The only expectation this gateway can meet is 100-continue.");
    } else if (!route) {
      sendProblem(exchange, 404, `No such path. There are: ${[...ROUTES.keys()].join(", ")}.`);
    } else if (route.methods !== "any" && !route.methods.includes(request.method ?? "")) {
      const allowed = route.methods.join(", ");
      sendProblem(exchange, 405, `This path takes ${allowed}.`, ["Allow", allowed]);
    } else settle(exchange, () => route.handle(exchange));
  };
