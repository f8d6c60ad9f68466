import { Agent, request } from "node:http";

/**
 * What became of one question: the gateway's code; `HTTP <status>` where it decided nothing; `broken` when the connection
 * ended before an answer; `unreached` when there was nobody to connect to, so that nothing can have been counted.
 */
export type Outcome = string;

const PATIENCE_MS = 20_000;
const CODE = /"code":"([A-Z_]+)"/;

/** Asks one gateway about keys over kept-alive connections, and never throws: the parts that prove something count outcomes. */
export class Caller {
  private readonly agent: Agent;
  private readonly headers: Record<string, string>;

  constructor(
    private readonly port: number,
    serviceToken: string,
    connections = Number.POSITIVE_INFINITY,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.headers = { Authorization: `Bearer ${serviceToken}`, "Content-Type": "application/json" };
  }

  verify(key: string): Promise<Outcome> {
    const body = JSON.stringify({ key });
    const headers = { ...this.headers, "Content-Length": Buffer.byteLength(body) };
    const options = { agent: this.agent, host: "127.0.0.1", port: this.port, path: "/v1/verify", method: "POST" };
    return new Promise((resolve) => {
      const asked = request({ ...options, headers }, (response) => {
        let text = "";
        response.setEncoding("latin1");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", () => resolve("broken"));
        response.on("end", () => {
          const { statusCode } = response;
          resolve(statusCode === 200 ? (CODE.exec(text)?.[1] ?? "unreadable") : `HTTP ${statusCode}`);
        });
      });
      asked.on("error", (error: NodeJS.ErrnoException) =>
        resolve(error.code === "ECONNREFUSED" ? "unreached" : "broken"),
      );
      asked.setTimeout(PATIENCE_MS, () => asked.destroy());
      asked.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
