import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { makeActor } from "@/lib/testing/fixtures";
import { setTeamPolicy } from "@/lib/testing/policies";
import { GET as unknownPath } from "./[[...path]]/route";
import * as auditEvents from "./audit-events/route";
import * as rotate from "./keys/[id]/rotate/route";
import * as key from "./keys/[id]/route";
import * as keys from "./keys/route";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

let token: string;
let owner: Actor;
beforeAll(async () => {
  owner = await makeActor("owner");
  ({ token } = await createAccessToken(owner, { name: "CI", role: "admin", expiresAt: null }));
});

const at = (path: string, method = "GET", body?: unknown, authorization = `Bearer ${token}`): Request =>
  new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: { authorization },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const under = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });

async function problemOf(response: Response): Promise<{ status: number; detail: string }> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await response.json();
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  return problem;
}

test("an unknown path is answered with a problem, not with a page", async () => {
  expect(await problemOf(unknownPath())).toMatchObject({ status: 404, title: "Not Found" });
});

test("a method that a path does not take is a 405 that names those it does", async () => {
  const response = keys.DELETE(at("/keys", "DELETE"));
  expect(response.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(await problemOf(response)).toMatchObject({ status: 405 });
  expect(rotate.GET(at("/keys/x/rotate")).headers.get("allow")).toBe("POST, OPTIONS");
  expect(keys.OPTIONS(at("/keys", "OPTIONS")).status).toBe(204);
});

test("a body or a query that names another key than the path is refused, not ignored", async () => {
  const id = "key_01m84yqyrseceb0f33wfsecsyh";
  const inBody = await key.PATCH(at(`/keys/${id}`, "PATCH", { keyId: "key_other", label: "x" }), under({ id }));
  expect(await problemOf(inBody)).toMatchObject({ status: 400, detail: "keyId: There is no such field." });
  const inQuery = await key.GET(at(`/keys/${id}?keyId=key_other`), under({ id }));
  expect(await problemOf(inQuery)).toMatchObject({ status: 400, detail: "keyId: There is no such field." });
});

test("a query parameter given twice is refused, also on HEAD, which Next answers by the GET handler", async () => {
  for (const method of ["GET", "HEAD"]) {
    const response = await keys.GET(at("/keys?limit=1&limit=2", method), under());
    expect(await problemOf(response)).toMatchObject({ status: 400, detail: "limit: Give it once." });
  }
});

test("a search for NUL finds nothing instead of failing", async () => {
  const response = await keys.GET(at("/keys?q=%00"), under());
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ keys: [], nextCursor: null });
});

test("the trail is read by cursor, and what is no filter of it is refused by name", async () => {
  const response = await auditEvents.GET(at("/audit-events?limit=1&action=access_token.create"), under());
  expect(response.status).toBe(200);
  const { events, nextCursor } = await response.json();
  expect(events).toMatchObject([
    { seq: 1, action: "access_token.create", target: { kind: "access_token" }, before: null },
  ]);
  expect(nextCursor).toBeNull();
  for (const [query, field] of [
    ["limit=201", "limit"],
    ["from=yesterday", "from"],
    ["team=other", "team"],
    ["cursor=event_1", "cursor"],
  ]) {
    const refused = await auditEvents.GET(at(`/audit-events?${query}`), under());
    expect(await problemOf(refused)).toMatchObject({ status: 400, errors: { [field as string]: expect.any(String) } });
  }
  expect(auditEvents.POST(at("/audit-events", "POST")).status).toBe(405);
});

test("a scheduled rotation leaves a young secret alone, and answers without a secret", async () => {
  const made = await (
    await keys.POST(at("/keys", "POST", { label: "Job", environment: "live", scopes: ["read"] }), under())
  ).json();
  const { id } = made.key;
  const ask = async (body: object) => {
    const response = await rotate.POST(at(`/keys/${id}/rotate`, "POST", body), under({ id }));
    expect(response.status).toBe(200);
    return response.json();
  };
  const young = await ask({ ifSecretOlderThanSeconds: 3_600 });
  expect(young).toMatchObject({ rotated: false, key: { id, rotateBy: null, rotationEnforced: false, endedBy: null } });
  expect(Object.keys(young).sort()).toEqual(["key", "rotated"]);
  const old = await ask({ ifSecretOlderThanSeconds: 0 });
  expect(old).toMatchObject({ rotated: true, secret: expect.stringMatching(/_live_/) });
  expect(await ask({})).toMatchObject({ rotated: true, secret: expect.not.stringMatching(old.secret) });
});

test("what a policy forbids is a 400 that names the field and who set the limit; keys are listed by their rotation", async () => {
  await setTeamPolicy(owner, { longestGraceSeconds: 60, liveAllowList: true, rotateEveryDays: 20 });
  const created = await keys.POST(
    at("/keys", "POST", { label: "Open", environment: "live", scopes: ["read"] }),
    under(),
  );
  expect(await problemOf(created)).toMatchObject({
    status: 400,
    errors: { allowedIps: expect.stringMatching(/^Your team asks for an IP allow list/) },
  });
  const due = await (await keys.GET(at("/keys?rotation=due"), under())).json();
  const { id, rotateBy } = due.keys[0];
  expect(Date.parse(rotateBy)).toBeGreaterThan(Date.now());
  const refused = await rotate.POST(at(`/keys/${id}/rotate`, "POST", { graceSeconds: 61 }), under({ id }));
  expect(await problemOf(refused)).toMatchObject({ status: 400, errors: { graceSeconds: expect.any(String) } });
  expect(await (await keys.GET(at("/keys?rotation=overdue"), under())).json()).toMatchObject({ keys: [] });
  expect(await problemOf(await keys.GET(at("/keys?rotation=soon"), under()))).toMatchObject({ status: 400 });
  await setTeamPolicy(owner);
});

test("the challenge names an error only when a token came", async () => {
  const withNone = await keys.GET(at("/keys", "GET", undefined, ""), under());
  expect(withNone.headers.get("www-authenticate")).toBe('Bearer realm="latchkey"');
  const withWrong = await keys.GET(at("/keys", "GET", undefined, "Bearer lk_access_wrong"), under());
  expect(withWrong.headers.get("www-authenticate")).toBe('Bearer realm="latchkey", error="invalid_token"');
  expect(await problemOf(withWrong)).toMatchObject({ status: 401 });
});

test.each(["%ff%zz", "%", "%E0%A4%A", "lk_access_%00", "lk_access_\u00ff\u00fe", "a b", "", ",", "\t"])(
  "the malformed token %j is the caller's mistake",
  async (token) => {
    for (const scheme of ["Bearer", "bearer", "Bearer  "]) {
      const response = await keys.GET(at("/keys", "GET", undefined, `${scheme} ${token}`), under());
      expect(await problemOf(response)).toMatchObject({ status: 401 });
    }
  },
);

test("a body over 64 KiB is a 413, one that is not UTF-8 a 400", async () => {
  const large = await keys.POST(at("/keys", "POST", { label: "a".repeat(65_536) }), under());
  expect(await problemOf(large)).toMatchObject({ status: 413 });
  const request = new Request(at("/keys", "POST"), { body: Buffer.from([0x7b, 0xff, 0x7d]) });
  expect(await problemOf(await keys.POST(request, under()))).toMatchObject({ status: 400 });
});
