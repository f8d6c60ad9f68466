import { expect } from "@playwright/test";
import { builtActions } from "./access/knock";
import { type Called, call, type RawHeaders } from "./support/call";
import type { Instance } from "./support/instance";
import { OPS, test } from "./support/shared-instance";
import { visit } from "./support/visit";

// Over 250 lines since all of it is tried on one running product, with the bytes that an attacker would send.
// What the server in front of Next (server/dashboard, tested there with a stub) makes of the real Next, its pages and actions.

const CANARY = "canary-5f1c2e";

let instance: Instance;
let team: string;
/** Of the team's owner. */
let cookie: string;

test.beforeAll(async ({ scripted }) => {
  instance = scripted;
  team = scripted.made.teamSlug;
  cookie = await signIn();
});

const cookiesOf = (answer: Called): string =>
  (answer.headers.get("set-cookie") ?? []).map((line) => line.split(";", 1)[0]).join("; ");

async function signIn(): Promise<string> {
  const csrf = await call(`${instance.dashboard}/api/auth/csrf`);
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const answer = await call(
    `${instance.dashboard}/api/auth/callback/credentials`,
    [
      ["Origin", instance.dashboard],
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["Cookie", cookiesOf(csrf)],
    ],
    {
      method: "POST",
      body: new URLSearchParams({ csrfToken, email: OPS.email, password: OPS.password }).toString(),
    },
  );
  expect(cookiesOf(answer)).toContain("next-auth.session-token=");
  return cookiesOf(answer);
}

const get = (path: string, headers: RawHeaders = []): Promise<Called> => call(instance.dashboard + path, headers);
const one = (answer: Called, name: string): string => answer.headers.get(name)?.join() ?? "";

/** An action as the dashboard's own page sends it; `headers` come after, and replace. */
function act(name: string, body: string, headers: Record<string, string> = {}, at = `/${team}/keys`, from?: string) {
  const sent = {
    Origin: instance.dashboard,
    Accept: "text/x-component",
    "Content-Type": "text/plain;charset=UTF-8",
    "Next-Action": builtActions().get(name)?.id ?? "",
    Cookie: cookie,
    ...headers,
  };
  return call(
    instance.dashboard + at,
    Object.entries(sent).filter(([, value]) => value !== ""),
    { method: "POST", body, from },
  );
}
const newKey = (label: string) =>
  JSON.stringify([{ team, label, environment: "live", scopes: ["read"], allowedIps: [], expiresAt: null, note: null }]);

/** Everything that somebody who is not let in could have changed. */
const digest = () =>
  instance.database(async (client) => {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM keys)::int AS keys, (SELECT count(*) FROM audit_events)::int AS events,
         (SELECT count(*) FROM users)::int AS users, (SELECT count(*) FROM sessions WHERE revoked_at IS NULL)::int AS sessions`,
    );
    return rows[0];
  });

const INSIDES = /\bat .+:\d+|node_modules|\.next\/|server\/chunks|webpack|turbopack:/;

test("every page has a nonce of its own on every script, and what a member sees is kept nowhere", async () => {
  const paths = ["/sign-in", "/docs/authentication", "/no/such/page", "/404", "/500", "/_error", "/_not-found"];
  const own = [
    "/",
    `/${team}/keys`,
    `/${team}/usage`,
    `/${team}/keys/key_none`,
    "/account/profile",
    "/no-such-team/keys",
  ];
  const nonces = new Set<string>();
  for (const path of [...paths, ...own]) {
    const answer = await get(path, own.includes(path) ? [["Cookie", cookie]] : []);
    const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(one(answer, "content-security-policy"))?.[1] ?? "";
    expect(nonces.has(nonce) || nonce === "", path).toBe(false);
    nonces.add(nonce);
    const scripts = answer.body.match(/<script[^>]*>/g) ?? [];
    expect(
      scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
    expect(answer.body, path).not.toMatch(/<[^>]+ on[a-z]+=|<style(?![^>]* nonce)/);
    expect(one(answer, "cache-control"), path).toContain("no-store");
  }
  // It is kept from the build, and would have none.
  expect((await get("/_global-error")).status).toBe(404);
  const chunk = /\/_next\/static\/[^"]+\.js/.exec((await get("/sign-in")).body)?.[0] ?? "";
  expect(one(await get(chunk), "cache-control")).toContain("immutable");
});

test("no header opens a door that is shut (CVE-2025-29927)", async () => {
  const before = await digest();
  const spellings = ["proxy", "middleware", "pages/_middleware", "src/middleware", "src/proxy"].flatMap((name) => [
    name,
    Array(5).fill(name).join(":"),
    Array(7).fill(name).join(":"),
  ]);
  for (const spelling of spellings) {
    for (const name of ["X-Middleware-Subrequest", "x-middleware-subrequest", "X_Middleware_Subrequest"]) {
      const headers: RawHeaders = [
        [name, spelling],
        ["X-Middleware-Subrequest-Id", "1"],
        ["X-Middleware-Next", "1"],
        ["X-Middleware-Rewrite", `/${team}/keys`],
        ["X-Matched-Path", `/${team}/keys`],
        ["X-Invoke-Path", `/${team}/keys`],
      ];
      const page = await get(`/${team}/keys`, headers);
      expect(page.status).toBe(307);
      expect(one(page, "location")).toMatch(/^\/sign-in\?callbackUrl=/);
      expect((await get(`/${team}/keys/search?q=x`, headers)).status).toBe(401);
      expect((await get("/api/v1/keys", headers)).status).toBe(401);
    }
    const action = await act("createKeyAction", newKey("x"), { Cookie: "", "X-Middleware-Subrequest": spelling });
    expect(action.body).toContain('"unauthenticated"');
    const foreign = await act("createKeyAction", newKey("x"), { Origin: "", "X-Middleware-Subrequest": spelling });
    expect(foreign.status).toBe(403);
  }
  expect(await digest()).toEqual(before);
});

test("a foreign, null or absent Origin does nothing with the owner's cookie", async () => {
  const before = await digest();
  for (const Origin of ["", "null", "http://evil.example", instance.dashboard.replace("127.0.0.1", "127.0.0.2")]) {
    for (const action of ["createKeyAction", "signOutEverywhereAction", "signUpAction"]) {
      const answer = await act(action, newKey("x"), { Origin });
      expect(answer.status).toBe(403);
      expect(one(answer, "content-type")).toBe("application/problem+json");
    }
    for (const path of ["/api/auth/signout", "/api/auth/callback/credentials"]) {
      expect(
        (await act("", "csrfToken=x", { Origin, "Content-Type": "application/x-www-form-urlencoded" }, path)).status,
      ).toBe(403);
    }
  }
  expect(await digest()).toEqual(before);
});

test("garbage for an action is a 4xx without insides, changes nothing and is not repeated in a log", async () => {
  const before = await digest();
  const multipart = { "Content-Type": "multipart/form-data; boundary=x" };
  const part = (name: string, text: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const calls: [body: string, headers?: Record<string, string>][] = [
    [`["${CANARY}"`],
    [`{"${CANARY}":1}`],
    [`["$1:__proto__:${CANARY}"]`],
    [`[{"then":"$@0","label":"${CANARY}"}]`],
    [`[{"__proto__":{"team":"${team}"},"label":"${CANARY}"}]`],
    [`[${"[".repeat(20_000)}"${CANARY}"`],
    [`[${"[".repeat(20_000)}${"]".repeat(20_000)}]`],
    ["", {}],
    [`["${CANARY}"]`, { "Next-Action": CANARY }],
    [`["${CANARY}"]`, { "Next-Action": "__proto__" }],
    [`["${CANARY}"]`, { "Next-Action": `7f${"0".repeat(40)}` }],
    [part("0", `["$1"]`) + part("1", CANARY), multipart],
    [part("0", `["${CANARY}"]`).slice(0, -9), multipart],
    [CANARY, multipart],
    [
      part("$ACTION_REF_1", "") + part("$ACTION_1:0", `{"id":"${CANARY}","bound":"$@1"}`),
      { ...multipart, "Next-Action": "" },
    ],
    [part(`$ACTION_ID_${CANARY}`, ""), { ...multipart, "Next-Action": "" }],
    [`a=${CANARY}`, { "Content-Type": "application/x-www-form-urlencoded" }],
    [`a=${CANARY}`, { "Content-Type": "application/x-www-form-urlencoded", "Next-Action": "" }],
    [`["${CANARY}"]`, { "Content-Type": "application/json" }],
    [`["${CANARY}"]`, { "Content-Type": "" }],
    [newKey(CANARY), { "Next-Router-State-Tree": `%7B${CANARY}` }],
    [JSON.stringify([{ team, label: CANARY.repeat(6_000) }])],
  ];
  for (const [body, headers] of calls) {
    for (const at of [`/${team}/keys`, "/docs/authentication"]) {
      const answer = await act("createKeyAction", body, headers, at);
      const what = `${body.slice(0, 60)} ${JSON.stringify(headers ?? {})} → ${answer.status}`;
      expect(answer.status >= 400 && answer.status < 500, what).toBe(true);
      expect(answer.body, what).not.toMatch(INSIDES);
      expect(answer.body, what).not.toContain(CANARY);
    }
  }
  // What is sound JSON and no sound input is the schema's to refuse, in words.
  for (const input of [
    null,
    [],
    5,
    "$$x",
    { team, label: { a: 1 }, userId: "x" },
    { team: [team] },
    { constructor: 1 },
  ]) {
    const answer = await act("createKeyAction", JSON.stringify([input]));
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('"ok":false');
    expect(answer.body).not.toMatch(INSIDES);
  }
  expect(await digest()).toEqual(before);
  expect(instance.output()).not.toContain(CANARY);
  expect(instance.output()).not.toContain("dashboard ended");
});

test("a malformed cookie is nobody's", async () => {
  const before = await digest();
  const garbage = [
    "next-auth.session-token=%E0%A4%A",
    "next-auth.session-token=eyJhbGciOiJub25lIn0.e30.",
    "next-auth.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c",
    "next-auth.session-token.0=a; next-auth.session-token.x=b",
    `next-auth.session-token=${"a".repeat(4_000)}`,
    'a="\\; =;;=; \u00ff=\u00fe',
    "__proto__=1; constructor=2; toString=3",
    "__Host-next-auth.session-token=x; __Secure-next-auth.session-token=y",
    "latchkey-zone=%zz; latchkey-zone=../../etc; __prerender_bypass=x; __next_preview_data=y",
  ];
  for (const text of garbage) {
    const headers: RawHeaders = [["Cookie", text]];
    expect((await get(`/${team}/keys`, headers)).status, text).toBe(307);
    expect((await get(`/${team}/usage/export`, headers)).status, text).toBe(401);
    expect((await get("/sign-in", headers)).status, text).toBe(200);
    expect(JSON.parse((await get("/api/auth/session", headers)).body), text).toEqual({});
    expect((await act("createKeyAction", newKey("x"), { Cookie: text })).body, text).toContain('"unauthenticated"');
  }
  // Beside a sound session, what else the browser sends does no harm.
  for (const path of [`/${team}/keys`, `/${team}/usage`]) {
    expect((await get(path, [["Cookie", `${cookie}; latchkey-zone=%zz; =; ;`]])).status).toBe(200);
  }
  expect(await digest()).toEqual(before);
});

test("an action that Next passes on to another page is still that client's", async () => {
  const from = "127.0.0.9";
  const answer = await act("createKeyAction", newKey("Passed on"), {}, "/docs/authentication", from);
  expect(answer.body).toContain('"ok":true');
  const addresses = await instance.database(async (client) => {
    const { rows } = await client.query("SELECT ip FROM audit_events WHERE after->>'label' = 'Passed on'");
    return rows.map(({ ip }) => ip);
  });
  expect(addresses).toEqual([from]);
});

test("who is asked to sign in gets where they wanted to go", async ({ page }) => {
  await visit(page, `${instance.dashboard}/${team}/usage?range=7d&env=test`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel("Email").fill(OPS.email);
  await page.getByRole("textbox", { name: "Password" }).fill(OPS.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${instance.dashboard}/${team}/usage?range=7d&env=test`);
});
