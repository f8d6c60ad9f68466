import http, { type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ReceivedWebhook = { headers: IncomingHttpHeaders; body: string };
type Answer = (response: ServerResponse, received: ReceivedWebhook) => void;

export const answer =
  (status: number, body = "", headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);
/** Takes the request and says nothing, ever. */
export const hang: Answer = () => {};
/** Begins an answer, and goes on with it for as long as anybody reads. */
export const trickle: Answer = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write("."), 20);
  response.on("close", () => clearInterval(timer));
};

export type WebhookListener = {
  port: number;
  received: ReceivedWebhook[];
  connections: () => number;
  /** Once so many requests have come. */
  until: (count: number) => Promise<void>;
  answerWith: (next: Answer) => void;
  stop: () => Promise<void>;
};

/** Somebody's server that webhooks are sent to. */
export async function startWebhookListener(first: Answer = answer(204), host = "127.0.0.1"): Promise<WebhookListener> {
  const received: ReceivedWebhook[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let answering = first;
  let connections = 0;
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const one = { headers: request.headers, body };
    received.push(one);
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    answering(response, one);
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    until: (count) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    answerWith: (next) => {
      answering = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
