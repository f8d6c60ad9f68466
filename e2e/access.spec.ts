import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "@playwright/test";
import { ROLES, type Role } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";
import type { ErrorCode } from "@/lib/errors";
import { showId } from "@/lib/ids";
import { accessToken, type Cast, makeCast, restore, serviceToken, sessionCookie } from "./access/cast";
import { type Answered, builtActions, type Credentials, callAction, callRoute } from "./access/knock";
import {
  ACCOUNT_PAGES,
  API_ROUTES,
  DASHBOARD_ROUTES,
  GATEWAY_PATHS,
  OPEN_DOORS,
  OPERATOR_PAGES,
  PERSON_ACTIONS,
  type PersonRow,
  type Reach,
  type Row,
  TEAM_ACTIONS,
} from "./access/matrix";
import { digest, MAKE, MAKE_PERSONAL, type PersonThing, type Thing, unknown } from "./access/stage";
import { type Instance, startInstance } from "./support/instance";

// Over 250 lines since every kind of door shares one cast, one stage and one running product.
// Everybody at every door (e2e/access/matrix.ts), over HTTP against the running product: what is allowed happens, what is refused is
// refused for its reason and changes nothing, and a foreign id answers exactly as one that was never given out.

let instance: Instance;
let cast: Cast;

// Nothing is drawn here.
test.use({ trace: "off", screenshot: "off" });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  instance = await startInstance();
  const note = join(instance.folder, "data/connection.json");
  await expect.poll(() => existsSync(note)).toBe(true);
  Object.assign(process.env, JSON.parse(readFileSync(note, "utf8")));
  cast = await makeCast();
});
test.afterAll(async () => {
  await pool().end();
  expect(await instance.stop()).toBe(0);
});

/** How many of those who may change nothing knock at the same time. */
const AT_ONCE = 4;

type Whose = "own" | "colleague's" | "foreign" | "team";
/** refused: as forbidden or as unknown, whichever the rule asks first. */
type Verdict = "allowed" | "refused" | ErrorCode;
/** Comes to the door with these papers. */
type Visitor = { name: string; papers: () => Promise<Credentials> };
type Knock = (row: Row, thing: Thing, papers: Credentials) => Promise<Answered>;

const bearer = (token: string): Credentials => ({ authorization: `Bearer ${token}` });
const cookieOf =
  (who: keyof Cast["members"], state: Parameters<typeof sessionCookie>[1] = "live") =>
  async () => ({
    cookie: await sessionCookie(cast.members[who], state),
  });
const tokenOf =
  (
    who: keyof Cast["members"],
    role: Role,
    state: Parameters<typeof accessToken>[3] = "live",
    team: "ours" | "theirs" = "ours",
  ) =>
  async () =>
    bearer(await accessToken(cast[team], cast.members[who], role, state));

const makeThing = async (row: Row, whose: Whose, role: Role | null): Promise<Thing> => {
  if (row.to === null) return {};
  if (whose === "foreign") return MAKE[row.to](cast.theirs, cast.members.stranger);
  return MAKE[row.to](cast.ours, cast.members[whose === "own" && role ? role : "colleague"]);
};

const verdictOf = (may: Reach, whose: Whose): Verdict => {
  if (whose === "foreign") return may === "none" ? "refused" : "not_found";
  if (may === "none") return "forbidden";
  return may === "all" || whose === "own" ? "allowed" : "forbidden";
};

/** Somebody at a door, and what it is to answer. */
type Case = {
  title: string;
  visitor: Visitor;
  whose: Whose;
  expected: Verdict;
  make: () => Promise<Thing> | Thing;
};
/** What a door answered, and what it answered about ids that were never given out. */
type Outcome = { answered: Answered; stranger?: Answered };

function expectVerdict({ answered }: Outcome, expected: Verdict): void {
  if (expected === "refused") expect(["forbidden", "not_found"], answered.text).toContain(answered.verdict);
  else expect(answered.verdict, answered.text).toBe(expected);
}

/** A case that is allowed: it changes something, which is put back. */
async function act(row: Row, knock: Knock, { visitor, expected, make }: Case): Promise<void> {
  const [thing, papers] = [await make(), await visitor.papers()];
  const before = await digest();
  expectVerdict({ answered: await knock(row, thing, papers) }, expected);
  expect(await digest(), "an allowed act changes something").not.toEqual(before);
  await restore(cast);
}

/** Everybody who may change nothing at one door, at once between two looks at all tables: that is what a look costs. */
async function knockTogether(row: Row, knock: Knock, all: readonly Case[]) {
  const ready: { one: Case; thing: Thing; papers: Credentials }[] = [];
  for (const one of all) ready.push({ one, thing: await one.make(), papers: await one.visitor.papers() });
  const before = await digest();
  const outcomes = new Map<Case, Outcome>();
  const lane = async () => {
    for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
      const { one, thing, papers } = next;
      const answered = await knock(row, thing, papers);
      const stranger = one.whose === "foreign" && { stranger: await knock(row, unknown(thing), papers) };
      outcomes.set(one, { answered, ...stranger });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const after = await digest();
  await restore(cast);
  return { outcomes, before, after };
}

/** A test for each case of a row. */
function tryDoor(row: Row, knock: Knock, all: readonly Case[]): void {
  const mayChange = ({ expected }: Case) => expected === "allowed" && !row.reads;
  let round: ReturnType<typeof knockTogether> | undefined;
  for (const one of all) {
    test(one.title, async () => {
      if (mayChange(one)) return act(row, knock, one);
      round ??= knockTogether(
        row,
        knock,
        all.filter((other) => !mayChange(other)),
      );
      const { outcomes, before, after } = await round;
      const outcome = outcomes.get(one) as Outcome;
      expectVerdict(outcome, one.expected);
      expect(after, "nothing has changed, whoever of this door's visitors came").toEqual(before);
      if (outcome.stranger)
        expect(outcome.stranger, "a foreign id answers as an unknown one").toEqual(outcome.answered);
    });
  }
}

const REACHES: Record<Whose, string> = {
  own: "what they made",
  "colleague's": "a colleague's",
  foreign: "another team's",
  team: "the team",
};

/** Every role at every row, then everybody who has no business there. */
function cases(
  title: string,
  rows: Row[],
  knock: Knock,
  member: (role: Role) => Visitor,
  outsiders: [Visitor, Verdict][],
) {
  test.describe(title, () => {
    for (const row of rows) {
      const reaches: Whose[] = row.to === null ? ["team"] : ["own", "colleague's", "foreign"];
      const ofRoles = ROLES.flatMap((role) =>
        reaches.map((whose): Case => {
          const expected = verdictOf(row.may[role], whose);
          const title = `${row.door} · ${role} · ${REACHES[whose]} → ${expected}`;
          return { title, visitor: member(role), whose, expected, make: () => makeThing(row, whose, role) };
        }),
      );
      const ofOutsiders = outsiders.map(([visitor, expected]) => caseOf(row, visitor, expected));
      tryDoor(row, knock, [...ofRoles, ...ofOutsiders]);
    }
  });
}

function caseOf(row: Row, visitor: Visitor, expected: Verdict, name = visitor.name): Case {
  const whose = row.to === null ? "team" : "colleague's";
  const make = () => makeThing(row, whose, null);
  return { title: `${row.door} · ${name} → ${expected}`, visitor, whose, expected, make };
}

const ANONYMOUS: Visitor = { name: "nobody", papers: async () => ({}) };
const SESSIONS_OF_OUTSIDERS: [Visitor, Verdict][] = [
  [{ name: "owner of another team", papers: cookieOf("stranger") }, "not_found"],
  [{ name: "removed member", papers: cookieOf("removed") }, "not_found"],
  [{ name: "operator who is no member", papers: cookieOf("operator") }, "not_found"],
  [{ name: "expired session of the owner", papers: cookieOf("owner", "expired") }, "unauthenticated"],
  [{ name: "idle session of the owner", papers: cookieOf("owner", "idle") }, "unauthenticated"],
  [{ name: "signed-out session of the owner", papers: cookieOf("owner", "signed out") }, "unauthenticated"],
  [ANONYMOUS, "unauthenticated"],
];
const TOKENS: [Visitor, Verdict][] = ROLES.map((role) => [
  { name: `access token of role ${role}`, papers: tokenOf(role, role) },
  "unauthenticated",
]);

const fill = (path: string, thing: Thing): string =>
  path
    .replace("[team]", cast.ours.slug)
    .replace(/\[(id|key)\]/, thing.keyId ?? "")
    .replace("[endpoint]", thing.endpointId ?? "")
    .replace("[secretId]", thing.secretId ?? "");

const knockAction: Knock = ({ door, input, dataVerdict }, thing, papers) =>
  callAction(
    instance.dashboard,
    door,
    cast.ours.slug,
    { team: cast.ours.slug, ...input?.(thing) },
    papers,
    dataVerdict,
  );
const knockRoute: Knock = ({ door, input }, thing, papers) => {
  const [method = "GET", path = ""] = door.split(" ");
  return callRoute(instance.dashboard + fill(path, thing), method, papers, input?.(thing));
};
const session = (role: Role): Visitor => ({ name: role, papers: cookieOf(role) });

cases("server actions", TEAM_ACTIONS, knockAction, session, [...SESSIONS_OF_OUTSIDERS, ...TOKENS]);
cases("pages and their routes", DASHBOARD_ROUTES, knockRoute, session, [...SESSIONS_OF_OUTSIDERS, ...TOKENS]);
cases("management API", API_ROUTES, knockRoute, (role) => ({ name: role, papers: tokenOf(role, role) }), [
  [{ name: "expired token", papers: tokenOf("owner", "owner", "expired") }, "unauthenticated"],
  [{ name: "revoked token", papers: tokenOf("owner", "owner", "revoked") }, "unauthenticated"],
  [{ name: "token of a removed member", papers: tokenOf("removed", "owner") }, "unauthenticated"],
  [{ name: "service token", papers: async () => bearer(await serviceToken("live")) }, "unauthenticated"],
  [{ name: "session of the owner", papers: cookieOf("owner") }, "unauthenticated"],
  [ANONYMOUS, "unauthenticated"],
]);

const NOBODY = { owner: "none", admin: "none", developer: "none", viewer: "none" } as const;
const PEOPLE = [...ROLES, "stranger", "removed", "operator"] as const;
async function makeFor({ to, prepare }: PersonRow, who: keyof Cast["members"]): Promise<Thing> {
  if (prepare !== undefined) await pool().query(prepare);
  return to === null ? {} : MAKE_PERSONAL[to](cast.members[who]);
}

test.describe("actions of a person and of the operator", () => {
  for (const row of PERSON_ACTIONS) {
    const asTeamRow: Row = { ...row, to: null, may: { ...NOBODY }, ...(row.reads === true && { reads: true }) };
    const knock: Knock = (_, thing, papers) =>
      callAction(instance.dashboard, row.door, cast.ours.slug, row.input(thing), papers);
    const all = PEOPLE.flatMap((who): Case[] => {
      const may = row.by === "anybody" || who === "operator";
      const expected: Verdict = may ? (row.told ?? "allowed") : "forbidden";
      const visitor: Visitor = { name: who, papers: cookieOf(who) };
      const title = `${row.door} · ${who} · ${row.to === null ? "their own" : `their own ${row.to}`} → ${expected}`;
      const own: Case = { title, visitor, whose: "team", expected, make: () => makeFor(row, who) };
      if (row.to === null || !may) return [own];
      const elses = `${row.door} · ${who} · somebody else's ${row.to} → not_found`;
      const make = () => MAKE_PERSONAL[row.to as PersonThing](cast.members.colleague);
      return [own, { title: elses, visitor, whose: "foreign", expected: "not_found", make }];
    });
    const outsiders = [...SESSIONS_OF_OUTSIDERS.filter(([, verdict]) => verdict === "unauthenticated"), ...TOKENS];
    for (const [visitor, expected] of outsiders) {
      const title = `${row.door} · ${visitor.name} → ${expected}`;
      all.push({ title, visitor, whose: "team", expected, make: () => makeFor(row, "colleague") });
    }
    tryDoor(asTeamRow, knock, all);
  }
});

test.describe("pages of a person and of the operator", () => {
  const row = (door: string): Row => ({ door, to: null, may: { ...NOBODY }, reads: true });
  for (const door of [...ACCOUNT_PAGES, ...OPERATOR_PAGES]) {
    const visitors: [Visitor, Verdict][] = [
      ...PEOPLE.map((who): [Visitor, Verdict] => [
        { name: who, papers: cookieOf(who) },
        who === "operator" || ACCOUNT_PAGES.includes(door) ? "allowed" : "not_found",
      ]),
      ...SESSIONS_OF_OUTSIDERS.filter(([, verdict]) => verdict === "unauthenticated"),
      ...TOKENS,
    ];
    const knock: Knock = (_, __, papers) => {
      const path = door.replace("GET ", "").replace("[team]", showId("team", cast.ours.id));
      return callRoute(instance.dashboard + path, "GET", papers);
    };
    tryDoor(
      row(door),
      knock,
      visitors.map(([visitor, expected]) => caseOf(row(door), visitor, expected)),
    );
  }
});

test.describe("management API, roles that two facts decide", () => {
  for (const row of API_ROUTES) {
    const asViewer = verdictOf(row.may.viewer, row.to === null ? "team" : "colleague's");
    const lowered: Visitor = { name: "viewer", papers: tokenOf("viewer", "owner") };
    const elsewhere: Visitor = { name: "stranger", papers: tokenOf("stranger", "owner", "live", "theirs") };
    tryDoor(row, knockRoute, [
      caseOf(row, lowered, asViewer, "owner's token of a person who is a viewer now"),
      ...(row.to === null ? [] : [caseOf(row, elsewhere, "not_found", "token of another team's owner")]),
    ]);
  }
});

test.describe("gateway", () => {
  for (const { door, body } of GATEWAY_PATHS) {
    const [method = "POST", path = ""] = door.split(" ");
    const visitors: [string, () => Promise<Credentials>, boolean][] = [
      ["service token", async () => bearer(await serviceToken("live")), true],
      ["revoked service token", async () => bearer(await serviceToken("revoked")), false],
      ["session of the owner", cookieOf("owner"), false],
      ["nobody", async () => ({}), false],
      ...ROLES.map(
        (role) =>
          [`access token of role ${role}`, tokenOf(role, role), false] as [string, () => Promise<Credentials>, boolean],
      ),
    ];
    for (const [name, papers, isHeard] of visitors) {
      test(`${door} · ${name} → ${isHeard ? "heard" : "unauthenticated"}`, async () => {
        const answered = await callRoute(instance.gateway + path, method, await papers(), body);
        if (isHeard) expect(answered.verdict).not.toBe("unauthenticated");
        else expect(answered.verdict).toBe("unauthenticated");
      });
    }
  }
});

/** A folder of app/ as the address it answers at. */
const addressOf = (file: string): string =>
  `/${relative("app", join(file, ".."))}`.replace(/\/\([^)]+\)/g, "").replace(/\/$/, "") || "/";

function doorsOfTheTree(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).map((file) => join("app", file));
  const pages = files.filter((file) => /\/page\.tsx$/.test(file)).map((file) => `GET ${addressOf(file)}`);
  const routes = files
    .filter((file) => /\/route\.tsx?$/.test(file))
    .flatMap((file) => {
      const address = addressOf(file);
      if (address.includes("[...") || address.includes("[[...")) return [`ANY ${address}`];
      return [
        ...readFileSync(file, "utf8").matchAll(
          /export const (GET|POST|PUT|PATCH|DELETE)\b|export async function (GET|POST|PUT|PATCH|DELETE)\b/g,
        ),
      ].map(([, constant, declared]) => `${constant ?? declared} ${address}`);
    });
  const actions = readdirSync("lib/actions")
    .map((file) => readFileSync(join("lib/actions", file), "utf8"))
    .filter((text) => text.startsWith('"use server"'))
    .flatMap((text) =>
      [...text.matchAll(/^export (?:const|async function) (\w+)/gm)].map(([, name]) => name as string),
    );
  return [...pages, ...routes, ...actions];
}

test("every server action, page, route and path of the gateway has a row", () => {
  const rows = [...TEAM_ACTIONS, ...PERSON_ACTIONS, ...API_ROUTES, ...DASHBOARD_ROUTES].map(({ door }) => door);
  const doors = [...rows, ...ACCOUNT_PAGES, ...OPERATOR_PAGES, ...Object.keys(OPEN_DOORS)];
  const known = new Set(doors.map((door) => door.replace(/\?.*/, "")));
  expect(doorsOfTheTree().filter((door) => !known.has(door))).toEqual([]);
  expect([...builtActions().keys()].filter((name) => !known.has(name))).toEqual([]);
  const paths = [...readFileSync("server/gateway/handle-request.ts", "utf8").matchAll(/^ {2}\["(\/[^"]+)", /gm)].map(
    ([, path]) => path,
  );
  const probes = ["/healthz", "/readyz", "/metrics", "/v1/authorize"];
  expect(
    paths.filter(
      (path) => !probes.includes(path as string) && !GATEWAY_PATHS.some(({ door }) => door.endsWith(` ${path}`)),
    ),
  ).toEqual([]);
});
