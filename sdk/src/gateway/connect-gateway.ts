import * as http from "node:http";
import * as https from "node:https";
import type { ReadOptions } from "../read-options.js";

export type GatewayAnswer = { status: number; headers: http.IncomingHttpHeaders; text: string };

export type Gateway = {
  /**
   * @param body JSON, sent with the service token; null: a GET without it
   * @throws GatewayUnreachable
   */
  send(path: string, body: string | null, timeoutMs: number): Promise<GatewayAnswer>;
  /** Ends idle connections. */
  close(): void;
};

/** No answer came. */
export class GatewayUnreachable extends Error {
  override readonly name = "GatewayUnreachable";
}

/** Shorter than the gateway keeps idle connections (75 s), so that it is never the gateway who closes under a question. */
const IDLE_MS = 60_000;
const MOST_CONNECTIONS = 256;

/** node:http and a pool of its own: Node's fetch takes six times the processor time for such a question. */
export function connectGateway({ gateway, serviceToken, agent }: ReadOptions): Gateway {
  const { request, Agent } = gateway.protocol === "https:" ? https : http;
  const pool = agent ?? new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS, timeout: IDLE_MS });
  const base = gateway.pathname.replace(/\/+$/, "");
  const { hostname, port, protocol } = gateway;
  // An IPv6 address stands in brackets in a URL only.
  const target = { protocol, port, hostname: hostname.replace(/^\[|\]$/g, ""), agent: pool };

  const once = (path: string, body: string | null, timeoutMs: number) =>
    new Promise<GatewayAnswer | "stale connection">((resolve, reject) => {
      const headers: http.OutgoingHttpHeaders = { Accept: "application/json" };
      if (body !== null) {
        headers.Authorization = `Bearer ${serviceToken}`;
        headers["Content-Type"] = "application/json";
        headers["Content-Length"] = Buffer.byteLength(body);
      }
      const asked = request({ ...target, path: base + path, method: body === null ? "GET" : "POST", headers });
      const deadline = setTimeout(() => asked.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      let hasAnswer = false;
      const fail = (error: NodeJS.ErrnoException): void => {
        clearTimeout(deadline);
        const isStale = asked.reusedSocket && !hasAnswer && /^(ECONNRESET|EPIPE)$/.test(error.code ?? "");
        if (isStale) resolve("stale connection");
        else reject(new GatewayUnreachable(error.code ?? error.message));
      };
      asked.on("error", fail);
      asked.on("response", (response) => {
        hasAnswer = true;
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", fail);
        response.on("end", () => {
          clearTimeout(deadline);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      asked.end(body ?? undefined);
    });

  return {
    async send(path, body, timeoutMs) {
      // An idle connection that the other side closed just now: the question never arrived, on a new one it does.
      for (let attempt = 1; attempt <= 2; attempt++) {
        const answer = await once(path, body, timeoutMs);
        if (answer !== "stale connection") return answer;
      }
      throw new GatewayUnreachable("the connection was closed twice");
    },
    close: () => {
      if (agent === undefined) pool.destroy();
    },
  };
}
