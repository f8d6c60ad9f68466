import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startEchoUpstream } from "./echo-upstream";

/** What a refusal says to its caller. */
const PASSED_ON = ["content-type", "www-authenticate", "retry-after", "cache-control", "x-request-id"];

/**
 * An API that asks the gateway about every call, as a proxy in front of it would: a refusal goes to the caller as the gateway gave
 * it, an allowed call to the echo behind.
 */
export async function startProtectedEcho(gateway: string) {
  const api = await startEchoUpstream();
  const answered: { key: string; status: number }[] = [];
  const server = createServer(async (request, response) => {
    const authorization = request.headers.authorization ?? "";
    const verdict = await fetch(`${gateway}/v1/authorize?scope=read`, { headers: { authorization } });
    const refusal = await verdict.text();
    answered.push({ key: authorization.replace("Bearer ", ""), status: verdict.status });
    if (verdict.status !== 200) {
      const headers = PASSED_ON.flatMap((name) => {
        const value = verdict.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      response.writeHead(verdict.status, Object.fromEntries(headers)).end(refusal);
      return;
    }
    response.end(await (await fetch(`http://127.0.0.1:${api.port}${request.url}`)).text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/charges`,
    /** The status of each call with this key, in order. */
    statusesOf: (key: string): number[] => answered.filter((one) => one.key === key).map(({ status }) => status),
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await api.stop();
    },
  };
}
