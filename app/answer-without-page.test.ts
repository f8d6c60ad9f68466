import { NextRequest } from "next/server";
import { beforeAll, expect, test, vi } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { createKey } from "@/lib/keys/create-key";
import { NO_POLICY } from "@/lib/policies/policy";
import { keyInput, makeActor } from "@/lib/testing/fixtures";

let person: { userId: string; name: string; isOperator: boolean } | null = null;
let unconfirmed: object | null = null;
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => new NextRequest("http://n").cookies,
}));
vi.mock("@/lib/auth/signed-in", () => ({
  signedIn: async () => person,
  signedInUnconfirmed: async () => unconfirmed,
}));

// Every route of the dashboard that answers data.
type Route = { GET: (request: NextRequest, context: object) => Promise<Response> };
const routes = import.meta.glob<Route>(["./**/route.ts", "!./api/**"], { eager: true });
const ofTeams = Object.keys(routes).filter((path) => path.includes("[team]"));
const ofOperator = Object.keys(routes).filter((path) => path.startsWith("./operator/"));
/** Files of the documentation. */
const ofEverybody = Object.keys(routes).filter((path) => path.startsWith("./docs/"));

type Asked = { team: string; key: string };
type Owner = Asked & { userId: string };
let own: Owner;
let foreign: Owner;
beforeAll(async () => {
  const make = async () => {
    const actor = await makeActor();
    const { key } = await createKey(actor, keyInput());
    const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: actor.teamId } });
    return { team: slug, key: key.id, userId: actor.userId };
  };
  [own, foreign] = [await make(), await make()];
});

function signIn(owner: Owner | null, isOperator = false): void {
  person = owner && { userId: owner.userId, name: "Ada", isOperator };
}

const POLICY = encodeURIComponent(JSON.stringify({ ...NO_POLICY, overdueRotation: "warn" }));
const queryOf = (path: string): string => {
  if (path.includes("/effect/")) return `?policy=${POLICY}`;
  return path.includes("trial") ? "?allowed=10.0.0.0/8&limit=5&windowSeconds=60" : "?q=x";
};

async function get(path: string, { team, key }: Asked) {
  const context = { params: Promise.resolve({ team, key }) };
  const answer = await (routes[path] as Route).GET(new NextRequest(`http://localhost/${queryOf(path)}`), context);
  const { status, headers } = answer;
  return { status, headers, type: headers.get("content-type"), text: await answer.text() };
}

test("every route is one or the other, and none is forgotten", () => {
  expect(ofTeams.length).toBeGreaterThanOrEqual(8);
  expect(ofOperator.length).toBeGreaterThanOrEqual(2);
  expect([...ofTeams, ...ofOperator, ...ofEverybody].sort()).toEqual(Object.keys(routes).sort());
});

test.each([...ofTeams, ...ofOperator])("%s answers whose it is in data that no cache keeps", async (path) => {
  signIn(own, ofOperator.includes(path));
  const { status, type, headers, text } = await get(path, own);
  expect(status, text).toBe(200);
  expect(type).toMatch(/^(application\/(json|x-ndjson)|text\/csv)/);
  expect(headers.get("cache-control")).toBe("no-store");
});

test.each(ofEverybody)("%s hands its file to whoever asks, as it is now", async (path) => {
  signIn(null);
  await prisma().deployment.update({ where: { id: 1 }, data: { keyPrefix: "acme", formerKeyPrefixes: ["myapi"] } });
  const { status, type, headers, text } = await get(path, own);
  expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(type).toMatch(/^application\/(json|toml|yaml)/);
  expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[a-z-]+\.(json|toml|yaml)"$/);
  expect(text).toContain("(?:acme|myapi)_(?:live|test)_");
});

test.each([...ofTeams, ...ofOperator])("%s answers nobody with a problem, not with the sign-in page", async (path) => {
  signIn(null);
  for (const [half, expected] of [
    [null, 401],
    [{ email: "ada@example.com" }, 403],
  ] as const) {
    unconfirmed = half;
    for (const asked of [own, { team: "no-such-team", key: own.key }]) {
      const { status, type, headers, text } = await get(path, asked);
      expect(status).toBe(expected);
      expect(type).toBe("application/problem+json");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(JSON.parse(text)).toMatchObject({ status: expected, requestId: headers.get("x-request-id") });
    }
  }
  unconfirmed = null;
});

test.each(ofTeams)("%s answers a foreign team as one that is not there, and so a foreign key", async (path) => {
  signIn(own);
  const answers = [
    await get(path, foreign),
    await get(path, { team: "no-such-team", key: own.key }),
    ...(path.includes("[key]")
      ? [await get(path, { team: own.team, key: foreign.key }), await get(path, { team: own.team, key: "key_no" })]
      : []),
  ];
  const details = answers.map(({ status, type, text }) => {
    expect(status, text).toBe(404);
    expect(type).toBe("application/problem+json");
    return JSON.parse(text).detail;
  });
  expect(details[0]).toBe(details[1]);
  expect(details[2]).toBe(details[3]);
});

test.each(ofOperator)("%s is nothing to anybody but the operator", async (path) => {
  signIn(own);
  const { status, type } = await get(path, own);
  expect(status).toBe(404);
  expect(type).toBe("application/problem+json");
});
