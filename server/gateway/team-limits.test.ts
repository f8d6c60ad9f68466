import { afterAll, beforeAll, expect, test } from "vitest";
import { showId } from "@/lib/ids";
import { editTeamLimit } from "@/lib/operator/edit-team-limit";
import { insertKey } from "@/lib/testing/insert-key";
import { makePerson } from "@/lib/testing/operator";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

test("a call over the team's limit is answered 429 with the team's numbers, though its key has room", async () => {
  const one = await insertKey({ limit: 100, teamLimit: 3 });
  const two = await insertKey({ limit: 2, teamId: one.teamId });
  const first = await gateway.verify(one.plaintext);
  expect(first).toMatchObject({ code: "VALID", rateLimit: { limit: 3, remaining: 2, windowSeconds: 60 } });
  // Two are left of the team's and of this key's: its own is told.
  expect((await gateway.verify({ key: two.plaintext, cost: 0 })).headers["RateLimit-Policy"]).toBe(
    '"default";q=2;w=60',
  );
  expect((await gateway.verify({ key: one.plaintext, cost: 2 })).rateLimit).toMatchObject({ limit: 3, remaining: 0 });

  const refused = await gateway.verify(two.plaintext);
  expect(refused).toMatchObject({ code: "RATE_LIMITED", status: 429, key: { id: two.shownKeyId } });
  expect(refused.rateLimit).toMatchObject({ limit: 3, remaining: 0, windowSeconds: 60 });
  expect(refused.headers).toMatchObject({
    "X-RateLimit-Limit": "3",
    "RateLimit-Policy": '"team";q=3;w=60',
    RateLimit: expect.stringMatching(/^"team";r=0;t=\d+$/),
    "Retry-After": expect.stringMatching(/^[1-9]\d*$/),
  });
  const proxied = await gateway.authorize({ "X-API-Key": two.plaintext });
  expect([proxied.status, proxied.headers.get("ratelimit-policy")]).toEqual([429, '"team";q=3;w=60']);
  expect(await proxied.json()).toMatchObject({ detail: expect.stringContaining("of this team together") });
});

test("a call that is refused, whatever for, spends nothing of the team's limit nor of the key's", async () => {
  const key = await insertKey({ limit: 5, teamLimit: 5, allowedIps: ["10.0.0.0/8"] });
  const revoked = await insertKey({ limit: 5, teamId: key.teamId, expiresAt: new Date(Date.now() - 1_000) });
  const ask = (more: object) => gateway.verify({ key: key.plaintext, ip: "10.0.0.1", ...more });
  const answers = [
    await ask({ ip: "11.0.0.1" }),
    await ask({ scopes: ["none:such"] }),
    await ask({ cost: 6 }),
    await gateway.verify(revoked.plaintext),
  ];
  expect(answers.map(({ code }) => code)).toEqual(["IP_FORBIDDEN", "INSUFFICIENT_SCOPE", "RATE_LIMITED", "EXPIRED"]);
  expect((await ask({ cost: 5 })).code).toBe("VALID");
});

test("a limit that the operator sets, changes and removes holds when the answer is there", async () => {
  const operator = await makePerson({ isOperator: true });
  const { teamId, plaintext } = await insertKey({ limit: 100 });
  const edit = (limit: number | null) =>
    editTeamLimit(operator, {
      teamId: showId("team", teamId),
      rateLimit: limit === null ? null : { limit, windowSeconds: 60 },
    });
  const codes = async (calls: number) =>
    (await Promise.all(Array.from({ length: calls }, () => gateway.verify(plaintext)))).map(({ code }) => code).sort();
  expect(await codes(1)).toEqual(["VALID"]);
  await edit(2);
  expect(await codes(3)).toEqual(["RATE_LIMITED", "VALID", "VALID"]);
  await edit(3);
  expect(await codes(2)).toEqual(["RATE_LIMITED", "VALID"]);
  await edit(null);
  expect((await gateway.verify(plaintext)).rateLimit).toMatchObject({ limit: 100, remaining: 95 });
});
