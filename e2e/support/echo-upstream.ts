import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What reached the API behind a proxy; names in lower case, each value the header was sent with. */
export type Received = { method: string; url: string; headers: Map<string, string[]>; body: string };

/** An API behind a proxy: records every request and answers 200 with rate limit headers of its own, which are not the key's. */
export async function startEchoUpstream() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const headers = new Map<string, string[]>();
    for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
      const name = (request.rawHeaders[i] as string).toLowerCase();
      headers.set(name, [...(headers.get(name) ?? []), request.rawHeaders[i + 1] as string]);
    }
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      received.push({ method: request.method ?? "", url: request.url ?? "", headers, body });
      const status = request.url?.includes("/broken") ? 500 : 200;
      response.writeHead(status, { "Content-Type": "text/plain", "X-RateLimit-Limit": "7" }).end("from the API");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** Takes what has arrived since the last call. */
    take: (): Received[] => received.splice(0),
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type EchoUpstream = Awaited<ReturnType<typeof startEchoUpstream>>;
