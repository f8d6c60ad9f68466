import { request } from "node:http";

export type Called = { status: number; headers: Map<string, string[]>; body: string };

/** Headers as they are to be sent: in this order, in this spelling, repeated where they are. */
export type RawHeaders = [name: string, value: string][];

/** A call whose every header and whose own address the test decides. `from`: any address of 127.0.0.0/8. */
export function call(
  url: string,
  headers: RawHeaders = [],
  { method = "GET", from = "127.0.0.1", body = "" } = {},
): Promise<Called> {
  const { host, hostname, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ hostname, port, method, path: pathname + search, localAddress: from, agent: false },
        headers: [["Host", host], ...headers].flat(),
      },
      (response) => {
        let received = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          received += text;
        });
        response.on("error", reject);
        response.on("end", () => {
          const distinct = new Map<string, string[]>();
          for (const [name, values] of Object.entries(response.headersDistinct)) distinct.set(name, values ?? []);
          resolve({ status: response.statusCode ?? 0, headers: distinct, body: received });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
