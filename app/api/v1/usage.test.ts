import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { newId, readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { flushSegment, report, verification } from "@/lib/testing/usage";
import type { UsageAnswer } from "@/lib/usage/answer";
import { usageStore } from "@/lib/usage/open-usage-store";
import { reportLine, verificationLine } from "@/lib/usage/spool/spool-line";
import { HOUR, MINUTE } from "@/lib/usage/step";
import { GET as keyUsage } from "./keys/[id]/usage/route";
import { GET as teamUsage } from "./usage/route";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

const now = Date.parse("2027-02-03T12:30:30Z");
let resetClock: () => void;
let owner: Actor;
let token: string;
const keys: { id: string; keyId: string; secretId: string }[] = [];

beforeAll(async () => {
  resetClock = setClock(() => now);
  owner = await makeActor("owner");
  ({ token } = await createAccessToken(owner, { name: "CI", role: "viewer", expiresAt: null }));
  for (const environment of ["live", "live", "test"] as const) {
    const { key } = await createKey(owner, keyInput({ environment }));
    keys.push({ id: key.id, keyId: readId("key", key.id) ?? "", secretId: key.secrets[0]?.id ?? "" });
  }
  const lines = keys.flatMap(({ keyId, secretId }, i) => {
    const caller = {
      keyId,
      secretId,
      teamId: owner.teamId,
      environment: i === 2 ? ("test" as const) : ("live" as const),
    };
    return [
      ...Array.from({ length: 10 * (i + 1) }, (_, n) => verificationLine(verification(caller, now - n * MINUTE))),
      ...Array.from({ length: 3 }, () => verificationLine(verification(caller, now - HOUR, { code: "RATE_LIMITED" }))),
      verificationLine(verification(caller, now - HOUR, { code: "EXPIRED" })),
      reportLine({
        batchId: newId(),
        events: [
          report(caller, now - HOUR, { status: 200, latencyMs: 10 }),
          report(caller, now - HOUR, { status: 404, latencyMs: 30 }),
        ],
      }),
    ];
  });
  await flushSegment(newId(), Buffer.from(lines.join("")));
});
afterAll(() => resetClock());

const at = (path: string) =>
  new Request(`http://localhost/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
const read = async (answer: Response): Promise<UsageAnswer> => {
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
};
const ofKey = (id: string, query = "") =>
  keyUsage(at(`/keys/${id}/usage${query}`), { params: Promise.resolve({ id }) });
const ofTeam = (query = "") => teamUsage(at(`/usage${query}`), { params: Promise.resolve({}) });
const [first, second, third] = [0, 1, 2];

test("a key's usage is told as the contract says, to the call", async () => {
  const usage = await read(await ofKey(keys[first]?.id ?? "", "?from=2027-02-03T11:00:00Z&step=hour"));
  expect(usage).toEqual({
    environment: "live",
    from: "2027-02-03T11:00:00.000Z",
    to: "2027-02-03T13:00:00.000Z",
    step: "hour",
    points: [
      {
        at: "2027-02-03T11:00:00.000Z",
        requests: 4,
        allowed: 0,
        refused: { EXPIRED: 1, RATE_LIMITED: 3 },
        responses: { "1xx": 0, "2xx": 1, "3xx": 0, "4xx": 1, "5xx": 0 },
        latencyMs: { p50: expect.closeTo(10, 0), p95: expect.closeTo(30, 0), p99: expect.closeTo(30, 0) },
      },
      {
        at: "2027-02-03T12:00:00.000Z",
        requests: 10,
        allowed: 10,
        refused: {},
        responses: { "1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 },
        latencyMs: { p50: null, p95: null, p99: null },
      },
    ],
    totals: expect.objectContaining({ requests: 14, allowed: 10, refused: { EXPIRED: 1, RATE_LIMITED: 3 } }),
  });
});

test("every bucket of the range is there, in order, and adds up to the totals and to what the pages count", async () => {
  const usage = await read(await ofKey(keys[second]?.id ?? "", "?from=2027-02-03T11:00:00Z&step=minute"));
  expect(usage.points.map(({ at }) => Date.parse(at))).toEqual(
    Array.from({ length: 91 }, (_, i) => Date.parse("2027-02-03T11:00:00Z") + i * MINUTE),
  );
  expect(usage.points.reduce((sum, { requests }) => sum + requests, 0)).toBe(usage.totals.requests);
  const shown = await usageStore().series(
    { teamId: owner.teamId, environment: "live", keyId: keys[second]?.keyId },
    { from: new Date("2027-02-03T11:00:00Z"), to: new Date(now), step: "minute", zone: "UTC" },
  );
  expect(usage.totals.requests).toBe(shown.totals.requests);
});

test("the team's usage is that of its live keys, or of its test keys, and of nobody else's", async () => {
  expect((await read(await ofTeam())).totals.requests).toBe(14 + 24);
  expect((await read(await ofTeam("?environment=live"))).totals.requests).toBe(14 + 24);
  expect((await read(await ofTeam("?environment=test"))).totals.requests).toBe(34);
  expect((await read(await ofKey(keys[third]?.id ?? ""))).environment).toBe("test");
});

test.each([
  ["?step=minute&from=2027-01-01T00:00:00Z", "step"],
  ["?step=second", "step"],
  ["?from=2027-02-03", "from"],
  ["?from=2027-02-04T00:00:00Z", "from"],
  ["?step=minute&from=2027-02-01T00:00:00Z", "step"],
  ["?zone=UTC", "zone"],
])("%s is refused, on the field %s", async (query, field) => {
  const answer = await ofTeam(query);
  expect(answer.status).toBe(400);
  expect((await answer.json()).errors).toEqual({ [field]: expect.any(String) });
});
