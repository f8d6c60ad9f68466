import { Agent, type RequestOptions, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@playwright/test";
import { pool } from "@/lib/db/pool";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { findProgram, whyMissing } from "../server/testing/find-program";
import { startEchoUpstream } from "./support/echo-upstream";
import { test } from "./support/gateway-site";
import { startCaddy, startNginx } from "./support/proxy-process";

for (const name of ["nginx", "caddy"] as const) test.skip(findProgram(name) === null, whyMissing(name));

const CALLERS = 6;
/** Between an answer and the next call: connections that lie idle are those that a restart may break, and cost no processor. */
const PAUSE_MS = 10;
const ANSWERED_BETWEEN_STEPS = 200;
const NEVER_REACHED = 1_000_000;

/** Callers that keep their connections and ask again and again; what they got, and how often. */
function load(url: string, options: RequestOptions, body?: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const seen = new Map<string, number>();
  let isRunning = true;
  const once = (): Promise<string> =>
    new Promise((resolve) => {
      const outgoing = request(url, { agent, ...options }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => resolve(`${response.statusCode} ${/"code":"(\w+)"/.exec(text)?.[1] ?? text}`));
        response.on("error", (error) => resolve(String(error)));
      });
      outgoing.on("error", (error) => resolve(String(error)));
      outgoing.end(body);
    });
  const caller = async (): Promise<void> => {
    while (isRunning) {
      const outcome = await once();
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      await pause(PAUSE_MS);
    }
  };
  const callers = Array.from({ length: CALLERS }, caller);
  return {
    seen,
    answered: () => [...seen.values()].reduce((sum, count) => sum + count, 0),
    stop: async (): Promise<void> => {
      isRunning = false;
      await Promise.all(callers);
      agent.destroy();
    },
  };
}

async function countedOf({ keyId }: InsertedKey): Promise<number> {
  const { rows } = await pool().query(
    "SELECT coalesce(sum(allowed), 0)::int AS n FROM usage_minutes WHERE key_id = $1",
    [keyId],
  );
  return rows[0].n;
}

test("two gateways behind nginx and Caddy are restarted in turn under load: no call fails, each answer is counted once, and nothing passes unasked", async ({
  site,
}) => {
  test.setTimeout(120_000);
  const environment = { TRUSTED_PROXIES: "127.0.0.1", GATEWAY_DRAIN_SECONDS: "2" };
  const gateways = [await site.startGateway(environment), await site.startGateway(environment)] as const;
  const api = await startEchoUpstream();
  // As shipped but for the ports, and for the time that connections stay: shorter than the drain, as there.
  const nginx = await startNginx({ gateways: [gateways[0].port, gateways[1].port], api: api.port }, 1);
  const caddy = await startCaddy({ gateways: [gateways[0].port, gateways[1].port], api: api.port });
  const [asked, forwarded] = [await insertKey({ limit: NEVER_REACHED }), await insertKey({ limit: NEVER_REACHED })];
  const forwardedByCaddy = await insertKey({ limit: NEVER_REACHED });
  const verify = load(
    `${nginx.verifyUrl}/v1/verify`,
    { method: "POST", headers: { Authorization: `Bearer ${site.serviceToken}`, "Content-Type": "application/json" } },
    JSON.stringify({ key: asked.plaintext }),
  );
  const authorize = load(`${nginx.url}/v1/charges`, { headers: { Authorization: `Bearer ${forwarded.plaintext}` } });
  const byCaddy = load(`${caddy.url}/v1/charges`, { headers: { "X-API-Key": forwardedByCaddy.plaintext } });
  const loads = [verify, authorize, byCaddy];
  const moreAnswers = async (): Promise<void> => {
    for (const one of loads) {
      const before = one.answered();
      await expect
        .poll(() => one.answered(), { timeout: 20_000, intervals: [50] })
        .toBeGreaterThan(before + ANSWERED_BETWEEN_STEPS);
    }
  };
  try {
    await moreAnswers();
    const running = [...gateways];
    for (const turn of [0, 1, 0, 1]) {
      const before = running[turn] ?? gateways[0];
      expect(await before.stop()).toBe(0);
      await moreAnswers();
      running[turn] = await site.startGateway(environment, before);
      await moreAnswers();
    }
    for (const one of loads) await one.stop();
    expect([...verify.seen.keys()]).toEqual(["200 VALID"]);
    expect([...authorize.seen.keys()]).toEqual(["200 from the API"]);
    expect([...byCaddy.seen.keys()]).toEqual(["200 from the API"]);
    for (const gateway of running) expect(await gateway.stop()).toBe(0);
    expect(await countedOf(asked)).toBe(verify.answered());
    expect(await countedOf(forwarded)).toBe(authorize.answered());
    expect(await countedOf(forwardedByCaddy)).toBe(byCaddy.answered());
    const keysSeen = api.take().map(({ headers }) => headers.get("x-latchkey-key-id")?.join());
    expect(keysSeen).toHaveLength(authorize.answered() + byCaddy.answered());
    expect(new Set(keysSeen)).toEqual(new Set([forwarded.shownKeyId, forwardedByCaddy.shownKeyId]));
    console.log(`answered ${loads.map((one) => one.answered()).join(" + ")} calls`);
  } finally {
    for (const one of loads) await one.stop();
    await nginx.stop();
    await caddy.stop();
    await api.stop();
  }
});
