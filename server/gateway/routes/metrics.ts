import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import type { Exchange, Route } from "../exchange";
import { requireServiceToken } from "../request/require-service-token";
import { sendAnswer } from "../send";

/** `GET /metrics`: for Prometheus, from this machine or with a service token. It asks nothing of the database. */
export const metrics: Route = {
  methods: ["GET", "HEAD"],
  handle: (exchange) => (isLocal(exchange.request) ? show(exchange) : withToken(exchange)),
};

const show = async (exchange: Exchange): Promise<void> => {
  const { metrics, metricsText } = exchange.gateway;
  const body = await metricsText();
  sendAnswer(exchange, { status: 200, type: metrics.contentType, body, headers: ["Cache-Control", "no-store"] });
};
const withToken = requireServiceToken(show);

// What a proxy adds: then the caller may be anybody, although the connection comes from this machine.
const FORWARDED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

function isLocal({ socket, headers }: IncomingMessage): boolean {
  const { remoteAddress } = socket;
  if (remoteAddress === undefined || !ipaddr.isValid(remoteAddress)) return false;
  return ipaddr.process(remoteAddress).range() === "loopback" && FORWARDED.every((name) => headers[name] === undefined);
}
