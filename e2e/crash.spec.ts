import { expect } from "@playwright/test";
import { readId } from "@/lib/ids";
import type { RevealedKey } from "@/lib/keys/view";
import { send, type Verified } from "./support/http";
import { type ScriptedInstance, test } from "./support/shared-instance";

/** One caller with a key of its own, so that what one lost cannot be made up for by what another was counted twice. */
type Caller = { keyId: string; secret: string; answered: number; brokenOff: number; refused: string[] };

const CALLERS = 16;
/** The supervisor waits twice as long after each death: these take it 8 s in all. */
const KILLS = 5;
const ANSWERED_BETWEEN_KILLS = 500;

let instance: ScriptedInstance;
test.beforeAll(({ scripted }) => {
  instance = scripted;
});

async function makeCaller(accessToken: string, name: string): Promise<Caller> {
  const { body } = await send<RevealedKey>("POST", `${instance.dashboard}/api/v1/keys`, accessToken, {
    label: name,
    environment: "live",
    scopes: ["read"],
    rateLimit: { limit: 1_000_000, windowSeconds: 60 },
  });
  return { keyId: readId("key", body.key.id) ?? "", secret: body.secret, answered: 0, brokenOff: 0, refused: [] };
}

/** Nobody listened: such a call reached nobody and cannot have been counted. */
const reachedNobody = (error: unknown): boolean =>
  ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";

async function callOnce(caller: Caller, serviceToken: string): Promise<void> {
  try {
    const url = `${instance.gateway}/v1/verify`;
    const { status, body } = await send<Verified>("POST", url, serviceToken, { key: caller.secret });
    if (body.valid) caller.answered++;
    else if (status !== 503) caller.refused.push(`${status} ${body.code}`);
  } catch (error) {
    // The connection broke: the gateway may or may not have counted it, and nobody was answered.
    if (!reachedNobody(error)) caller.brokenOff++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const countedByKey = async (): Promise<Map<string, number>> => {
  const sql = "SELECT key_id, sum(allowed)::int AS n FROM usage_minutes GROUP BY key_id";
  const { rows } = await instance.database((client) => client.query<{ key_id: string; n: number }>(sql));
  return new Map(rows.map(({ key_id, n }) => [key_id, n]));
};

test("kill -9 of the gateway under load: each caller's answered verifications are counted, none twice", async () => {
  test.setTimeout(120_000);
  const { serviceToken, accessToken } = instance.made;
  const callers: Caller[] = [];
  for (let i = 0; i < CALLERS; i++) callers.push(await makeCaller(accessToken, `Caller ${i}`));
  const sum = (of: (caller: Caller) => number): number => callers.reduce((all, caller) => all + of(caller), 0);
  const answered = (): number => sum((caller) => caller.answered);
  const underLoad = (): Promise<void> => {
    const before = answered();
    return expect.poll(answered, { timeout: 20_000, intervals: [20] }).toBeGreaterThan(before + ANSWERED_BETWEEN_KILLS);
  };
  let running = true;
  const load = callers.map(async (caller) => {
    while (running) await callOnce(caller, serviceToken);
  });
  for (let kill = 1; kill <= KILLS; kill++) {
    await underLoad();
    // Not always at the same point of the second in which the gateway takes its counts to the database.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_000));
    process.kill(instance.pidOf("gateway"), "SIGKILL");
  }
  await underLoad();
  running = false;
  await Promise.all(load);

  await expect.poll(() => instance.spooledSegments(), { timeout: 20_000 }).toBe(0);
  const counted = await countedByKey();
  for (const { keyId, answered, brokenOff, refused } of callers) {
    expect(counted.get(keyId)).toBeGreaterThanOrEqual(answered);
    // What broke off unanswered was counted at most once each.
    expect(counted.get(keyId)).toBeLessThanOrEqual(answered + brokenOff);
    expect(refused).toEqual([]);
  }
  const total = [...counted.values()].reduce((all, n) => all + n, 0);
  console.log(`answered ${answered()}, broken off ${sum(({ brokenOff }) => brokenOff)}, counted ${total}`);
});
