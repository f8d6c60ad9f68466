import { afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { clock, setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId, showId } from "@/lib/ids";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { makeActor } from "@/lib/testing/fixtures";
import { type InsertedKey, insertKey } from "@/lib/testing/insert-key";
import { expireRefusals } from "./expire-refusals";
import { explainAnyRequest, explainRequest } from "./explain-request";
import type { Refusal, RefusalFacts } from "./refusal";
import { storeRefusals } from "./store-refusals";

let actor: Actor;
let key: InsertedKey;
beforeAll(async () => {
  actor = await makeActor("viewer");
  key = await insertKey({ teamId: actor.teamId, label: "Payments" });
});
let restoreClock = (): void => {};
afterEach(() => restoreClock());

const call = { ip: "203.0.113.7", route: "GET /v1/charges" };
const LIMITED: RefusalFacts = {
  ...call,
  ...{
    code: "RATE_LIMITED",
    account: "key",
    limit: 5,
    windowSeconds: 60,
    remaining: 0,
    cost: 1,
    resetAt: "2027-01-01T00:00:00.000Z",
  },
};
async function keep(facts: RefusalFacts, more: Partial<Refusal> = {}): Promise<string> {
  const requestId = more.requestId ?? `req_${newId().replaceAll("-", "")}`;
  const of = { teamId: key.teamId, keyId: key.keyId };
  await storeRefusals([{ requestId, position: 0, at: clock.ms(), ...of, facts, ...more }]);
  return requestId;
}

test("a member reads which check refused, what it compared, what to change and where", async () => {
  const requestId = await keep({
    ...call,
    code: "INSUFFICIENT_SCOPE",
    asked: ["write"],
    missing: ["write"],
    granted: ["read"],
  });
  expect(await explainRequest(actor, { requestId })).toEqual([
    expect.objectContaining({
      ...{ requestId, code: "INSUFFICIENT_SCOPE", check: "Scope", ...call },
      seen: [
        { name: "Missing", text: "write" },
        { name: "Asked for", text: "write" },
        { name: "Granted", text: "read" },
      ],
      next: { label: "Edit key", where: "edit" },
      key: { id: key.shownKeyId, label: "Payments", environment: "live" },
    }),
  ]);
});

test("every code that refuses has an explanation", async () => {
  const since = "2026-01-01T00:00:00.000Z";
  const all: RefusalFacts[] = [
    { ...call, code: "MALFORMED" },
    { ...call, code: "NOT_FOUND" },
    { ...call, code: "THROTTLED", retryAfterSeconds: 3 },
    { ...call, code: "ENVIRONMENT_MISMATCH", asked: "test", is: "live" },
    { ...call, code: "REVOKED", what: "key", since },
    { ...call, code: "REVOKED", what: "secret", since },
    { ...call, code: "EXPIRED", since },
    { ...call, code: "DISABLED", since },
    { ...call, code: "IP_FORBIDDEN", ip: null, allowed: ["10.0.0.0/8"], allowedCount: 3 },
    LIMITED,
  ];
  for (const facts of all) {
    const requestId = await keep(facts);
    const [told] = await explainRequest(actor, { requestId });
    expect(told, facts.code).toMatchObject({ code: facts.code, why: expect.any(String), change: expect.any(String) });
  }
});

test("another team's request answers as an unknown one; the operator sees both, and those that found no key", async () => {
  const other = await makeActor("owner");
  const ofKey = await keep(LIMITED);
  const ofNobody = await keep({ ...call, code: "NOT_FOUND" }, { teamId: null, keyId: null });
  expect(await explainRequest(other, { requestId: ofKey })).toEqual([]);
  expect(await explainRequest(actor, { requestId: ofNobody })).toEqual([]);
  expect(await explainRequest(actor, { requestId: "req_\0' OR 1=1" })).toEqual([]);
  expect(await explainAnyRequest(COMMAND_LINE, { requestId: ofKey })).toMatchObject([
    { key: { id: key.shownKeyId, label: null }, team: { id: showId("team", actor.teamId) } },
  ]);
  expect(await explainAnyRequest(COMMAND_LINE, { requestId: ofNobody })).toMatchObject([{ key: null, team: null }]);
  const nobody = { ...COMMAND_LINE, isOperator: false };
  await expect(explainAnyRequest(nobody, { requestId: ofKey })).rejects.toMatchObject({ code: "forbidden" });
});

test("what is kept twice is there once, and of a key that is gone, or another team's, nothing is kept", async () => {
  const requestId = await keep(LIMITED);
  await keep(LIMITED, { requestId });
  await keep(LIMITED, { requestId, position: 1, keyId: newId() });
  await keep(LIMITED, { requestId, position: 2, teamId: newId() });
  expect((await explainAnyRequest(COMMAND_LINE, { requestId })).map(({ position }) => position)).toEqual([0]);
});

test("a refusal is kept for seven days, and the newest of each kind within the bound", async () => {
  await pool().query("DELETE FROM refused_requests");
  const now = clock.ms();
  restoreClock = setClock(() => now);
  const ages = [7 * 86_400_000 + 1, 6 * 86_400_000, 3_000, 2_000, 1_000];
  const known = await Promise.all(ages.map((age) => keep(LIMITED, { at: now - age })));
  const unknown = { teamId: null, keyId: null };
  await Promise.all(ages.map((age) => keep({ ...call, code: "MALFORMED" }, { at: now - age, ...unknown })));
  expect(await expireRefusals({ known: 3, unknown: 1 })).toBe(2 + 1 + 3);
  const left = await Promise.all(known.map((requestId) => explainRequest(actor, { requestId })));
  expect(left.map((one) => one.length)).toEqual([0, 0, 1, 1, 1]);
});
