import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { DOC_PAGES } from "@/components/docs/doc-pages";
import { callSamples } from "@/components/docs/samples/call-samples";
import type { RevealedKey } from "@/lib/keys/view";
import { STATUS_OF } from "@/lib/verification/code";
import { REFUSALS } from "@/lib/verification/refusal";
import { send } from "./support/http";
import { startProtectedEcho } from "./support/protected-echo";
import { prepareSample, type Runnable } from "./support/sample-runtimes";
import { type ScriptedInstance, test } from "./support/shared-instance";
import { reload, visit } from "./support/visit";

// The documentation of a running deployment: what it shows is what the code does, and its programs run as they are shown.

let instance: ScriptedInstance;
test.beforeAll(({ scripted }) => {
  instance = scripted;
});

const page390 = { width: 390, height: 844 };
const at = (path: string): string => `${instance.dashboard}${path}`;
const SAMPLES = callSamples({ key: "MYAPI_KEY", url: "MYAPI_URL" });
/** Long enough for a runtime to start in, and waited for once, by all languages together. */
const WINDOW_SECONDS = 20;

async function createKey(label: string, more: object = {}): Promise<string> {
  const input = { label, environment: "live", scopes: ["read"], ...more };
  const { body } = await send<RevealedKey>("POST", at("/api/v1/keys"), instance.made.accessToken, input);
  return body.secret;
}

/** The program that the page shows in this language, character by character. */
async function shownIn(page: Page, language: string): Promise<string> {
  await page.getByRole("tab", { name: language, exact: true }).click();
  return (await page.getByRole("region", { name: `program in ${language}`, exact: true }).textContent()) ?? "";
}

test("every program of the page runs as it is shown: it passes with a key, waits after a 429, and gives up on a 401 and a 403", async ({
  page,
}) => {
  await visit(page, at("/docs/authentication"));
  const root = mkdtempSync(join(tmpdir(), "latchkey-samples-"));
  const api = await startProtectedEcho(instance.gateway);
  try {
    const runnable: Runnable[] = [];
    const absent: string[] = [];
    for (const { id, language, file, code } of SAMPLES) {
      const shown = await shownIn(page, language);
      expect(shown, language).toBe(code);
      const prepared = await prepareSample(root, id, file, shown);
      if (prepared) runnable.push(prepared);
      else absent.push(language);
    }
    // A machine has Node at the least; every other runtime that is on it has to run its program, too.
    expect(runnable.map(({ id }) => id)).toEqual(expect.arrayContaining(["javascript", "typescript"]));
    const limited = { rateLimit: { limit: 1, windowSeconds: WINDOW_SECONDS } };
    await Promise.all(
      runnable.map(async ({ id, run }) => {
        const [good, narrow, slow] = [
          await createKey(`Sample ${id}`),
          await createKey(`Narrow ${id}`, { scopes: ["write"] }),
          await createKey(`Slow ${id}`, limited),
        ];
        const call = (key: string) => run({ MYAPI_KEY: key, MYAPI_URL: api.url });
        const allowed = await call(good);
        expect(allowed, id).toEqual({ code: 0, output: expect.stringMatching(/^from the API\n?$/) });
        const unknown = await call(good.replace(/.$/, (last) => (last === "a" ? "b" : "a")));
        expect([unknown.code === 0, unknown.output], id).toEqual([false, expect.stringContaining("401")]);
        const forbidden = await call(narrow);
        expect([forbidden.code === 0, forbidden.output], id).toEqual([false, expect.stringContaining("403")]);
        expect(await (await fetch(api.url, { headers: { Authorization: `Bearer ${slow}` } })).text()).toBe(
          "from the API",
        );
        const waited = await call(slow);
        expect(waited, id).toEqual(allowed);
        expect([id, api.statusesOf(slow)]).toEqual([id, [200, 429, 200]]);
        console.log(
          `  ${id}: allowed → ${JSON.stringify(allowed.output.trim())}, unknown key → exit ${unknown.code}, ` +
            `without the scope → exit ${forbidden.code}, over the limit → ${api.statusesOf(slow).slice(1).join(", then ")}`,
        );
      }),
    );
    console.log(`  not on this machine: ${absent.join(", ") || "none"}`);
  } finally {
    await api.stop();
    rmSync(root, { recursive: true, force: true });
  }
});

test("the language that somebody chose is open again: after a reload, on another page of the browser, and while it is not", async ({
  page,
  context,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await visit(page, at("/docs/authentication"));
  const tab = (on: Page, name: string) => on.getByRole("tab", { name, exact: true });
  await expect(tab(page, "curl")).toHaveAttribute("aria-selected", "true");
  const other = await context.newPage();
  await visit(other, at("/docs/authentication"));
  await tab(page, "curl").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(tab(page, "Rust")).toHaveAttribute("aria-selected", "true");
  await expect(tab(other, "Rust")).toHaveAttribute("aria-selected", "true");
  await tab(page, "Python").click();
  await reload(page);
  await expect(tab(page, "Python")).toHaveAttribute("aria-selected", "true");
  expect(complaints).toEqual([]);
});

test("every page is there and every link leads to one, anchors included", async () => {
  const pages = new Map<string, { status: number; html: string }>();
  const read = async (path: string) => {
    const known = pages.get(path);
    if (known) return known;
    const response = await fetch(at(path), { redirect: "manual" });
    const found = { status: response.status, html: await response.text() };
    pages.set(path, found);
    return found;
  };
  for (const { href } of DOC_PAGES) {
    const { status, html } = await read(href);
    expect([href, status]).toEqual([href, 200]);
    const ids = [...html.matchAll(/<h2[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size, `${href}: no anchor twice`).toBe(ids.length);
  }
  for (const { href } of DOC_PAGES) {
    const { html } = await read(href);
    for (const [, path = "", anchor] of html.matchAll(/ href="(\/docs[^"#?]*|)(?:#([^"]+))?"/g)) {
      if (path === "" && anchor === undefined) continue;
      const target = path === "" ? href : path;
      const { status, html: there } = await read(target);
      expect([href, target, status]).toEqual([href, target, 200]);
      if (anchor) expect(there.includes(` id="${anchor}"`), `${href} → ${target}#${anchor}`).toBe(true);
    }
  }
});

test("the errors are those of the code: each status, each detail, each outcome, and the gateway answers just so", async ({
  page,
}) => {
  await visit(page, at("/docs/errors"));
  const headings = await page.getByRole("heading", { level: 2, name: /^\d{3} / }).allTextContents();
  expect(headings.map((text) => Number(text.slice(0, 3)))).toEqual([400, 401, 403, 429, 503]);
  const shown = (await page.getByRole("region", { name: /^answer \d{3}/ }).allTextContents()).map((text) =>
    JSON.parse(text.slice(text.indexOf("\n\n"))),
  );
  const details = (from: { status: number; detail: string }[]) =>
    [...new Set(from.map(({ status, detail }) => `${status} ${detail}`))].sort();
  expect(details(shown)).toEqual(details(Object.values(REFUSALS)));
  const cells = page.getByRole("table", { name: "Outcomes" }).getByRole("row");
  const rows = (
    await cells.evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)))
  ).slice(1);
  expect(Object.fromEntries(rows.map(([code, status]) => [code, Number(status)]))).toEqual(STATUS_OF);

  const key = await createKey("Errors", { scopes: ["write"], rateLimit: { limit: 1, windowSeconds: 60 } });
  const ask = async (headers: Record<string, string>, query = "") =>
    (await fetch(`${instance.gateway}/v1/authorize${query}`, { headers })).json();
  const bearer = { Authorization: `Bearer ${key}` };
  const answers = [
    await ask({}),
    await ask({ ...bearer, "X-API-Key": "another" }),
    await ask(bearer, "?scope=read"),
    await ask(bearer, "?environment=test"),
  ];
  await fetch(`${instance.gateway}/v1/authorize`, { headers: bearer });
  answers.push(await ask(bearer));
  const without = ({ requestId: _, ...rest }: { requestId?: string }) => rest;
  for (const answer of answers) expect(shown.map(without)).toContainEqual(without(answer));
});

test("it is this deployment's own: prefix, hosts, scopes and limits", async ({ page }) => {
  await visit(page, at("/docs/authentication"));
  const main = page.getByRole("main");
  await expect(main).toContainText("myapi_live_…");
  await expect(main).toContainText(`${instance.gateway}/v1/authorize`);
  await page.getByRole("navigation", { name: "Read on" }).getByRole("link").click();
  await expect(page).toHaveURL(at("/docs/limits"));
  await expect(main).toContainText("1,000 requests a minute");
  const nav = page.getByRole("navigation", { name: "Docs" });
  await expect(nav.getByRole("link", { name: "Rate limits" })).toHaveAttribute("aria-current", "page");
  await nav.getByRole("link", { name: "Scopes" }).click();
  for (const scope of ["read", "write", "admin"])
    await expect(page.getByRole("cell", { name: scope, exact: true })).toBeVisible();
});

test("at 390 pixels the pages are folded away until they are asked for; on paper there is the text alone, dark on white", async ({
  page,
}) => {
  await page.setViewportSize(page390);
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, at("/docs/security"));
  const errors = page.getByRole("navigation", { name: "Docs" }).getByRole("link", { name: "Errors" });
  await expect(errors).toBeHidden();
  await page.getByText("All pages").click();
  await errors.click();
  await expect(page).toHaveURL(at("/docs/errors"));
  await expect(errors).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("All pages")).toBeHidden();
  await expect(page.getByRole("link", { name: "Open dashboard" })).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).color)).toBe("rgb(11, 11, 13)");
});
