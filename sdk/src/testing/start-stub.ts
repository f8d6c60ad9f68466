import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type StubRequest = { path: string; method: string; authorization: string | undefined; body: string };

/** An HTTP server that answers as `answer` says, and remembers what it was asked. Whatever is left open is cut by `close`. */
export async function startStub(answer: (request: StubRequest, response: ServerResponse) => unknown) {
  const requests: StubRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
    const { url = "", method = "", headers } = incoming;
    const request = { path: url, method, authorization: headers.authorization, body };
    requests.push(request);
    await answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/**
 * Stands between the SDK and a real gateway, and may lose the answer to a report on its way back: the gateway has done its work, and whoever
 * asked is cut off.
 */
export async function startLossyWay(gatewayUrl: string) {
  const lossy = { losesAnswers: 0 };
  const stub = await startStub(async ({ path, method, authorization, body }, response) => {
    const answer = await fetch(gatewayUrl + path, {
      method,
      headers: { ...(authorization && { Authorization: authorization }), "Content-Type": "application/json" },
      body: method === "GET" ? undefined : body,
    });
    const text = await answer.text();
    if (path === "/v1/usage" && lossy.losesAnswers > 0) {
      lossy.losesAnswers--;
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "" }).end(text);
  });
  return Object.assign(lossy, stub);
}

/** A body of `POST /v1/verify` for a key that may pass. */
export const validAnswer = (given: { remaining?: number; expiresAt?: string | null; endsAt?: string | null } = {}) => ({
  valid: true,
  code: "VALID",
  status: 200,
  requestId: "req_1",
  key: {
    id: "key_1",
    label: "Payments",
    environment: "live",
    teamId: "team_1",
    scopes: ["read"],
    metadata: {},
    expiresAt: given.expiresAt ?? null,
    secret: { id: "AbCdEfGhIjKl", endsAt: given.endsAt ?? null },
  },
  rateLimit: { limit: 1000, remaining: given.remaining ?? 999, reset: 2_000_000_000, windowSeconds: 60 },
  headers: { "X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": String(given.remaining ?? 999) },
});

/** A gateway address where nobody listens. */
export async function deadAddress(): Promise<string> {
  const stub = await startStub(() => {});
  await stub.close();
  return stub.url;
}
