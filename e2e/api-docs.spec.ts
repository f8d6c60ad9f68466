import { expect, type Page } from "@playwright/test";
import type { RevealedKey } from "@/lib/keys/view";
import { send } from "./support/http";
import { type ScriptedInstance, test } from "./support/shared-instance";
import { reload, visit } from "./support/visit";

// The management API's page: a person finds an operation, fills it in and sends it to this deployment, by keyboard alone.

let instance: ScriptedInstance;
test.beforeAll(({ scripted }) => {
  instance = scripted;
});

const open = (page: Page, operation: string) => visit(page, `${instance.dashboard}/docs/api?try=${operation}#try`);
const answerOf = (page: Page) => page.getByRole("region", { name: "Answer", exact: true });

test("a key is made from the page; the token is in no address, no storage and no curl line", async ({ page }) => {
  const { accessToken } = instance.made;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, "createKey");
  await page.getByLabel("Access token").fill(accessToken);
  await page.getByRole("textbox", { name: /^label/ }).fill("From the docs");
  await page.getByRole("textbox", { name: /^label/ }).press("Enter");
  await expect(answerOf(page).getByRole("status")).toContainText("201");
  await expect(answerOf(page)).toContainText('"secret": "myapi_live_');
  expect(asked.filter((url) => url.includes(accessToken))).toEqual([]);
  const kept = await page.evaluate(() =>
    JSON.stringify([localStorage, sessionStorage, document.cookie, location.href]),
  );
  expect(kept).not.toContain(accessToken);
  const curl = page.getByRole("region", { name: "curl command of this request" });
  await expect(curl).toContainText("$LATCHKEY_ACCESS_TOKEN");
  await expect(curl).not.toContainText(accessToken);
  await reload(page);
  await expect(page.getByLabel("Access token")).toHaveValue("");
});

test("without a token the answer is the API's own 401, also for somebody who is signed in", async ({ page }) => {
  await open(page, "listKeys");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(answerOf(page).getByRole("status")).toContainText("401");
});

test("what cannot be sent is told at its field, which takes the focus", async ({ page }) => {
  await open(page, "getKey");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("textbox", { name: /^id/ })).toBeFocused();
  await expect(page.getByText("Give the id.")).toBeVisible();
});

test("a body can be written as JSON, and begins as what the form holds", async ({ page }) => {
  await open(page, "createKey");
  await page.getByRole("radio", { name: "Body as JSON" }).click();
  const body = page.getByRole("textbox", { name: "Body" });
  await expect(body).toHaveValue(/"environment": "live"/);
  await body.fill("{");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("The body is not a JSON object.")).toBeVisible();
});

test("an operation's own link leads to it, with the form open for it", async ({ page }) => {
  await visit(page, `${instance.dashboard}/docs/api#rotateKey`);
  await page.getByRole("link", { name: /^Try it ?: Rotate a key$/ }).click();
  await expect(page).toHaveURL(/\?try=rotateKey#try$/);
  await expect(page.getByRole("textbox", { name: /^graceSeconds/ })).toBeVisible();
});

test("the document is served with a tag, and says nothing new while nothing changes", async () => {
  const url = `${instance.dashboard}/api/v1/openapi.json`;
  const first = await fetch(url);
  const document = await first.json();
  expect([first.status, document.openapi, document.servers[0].url]).toEqual([
    200,
    "3.1.0",
    `${instance.made.dashboardUrl}/api/v1`,
  ]);
  const again = await fetch(url, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("20 equal creates at once, over HTTP, make one key", async () => {
  const url = `${instance.made.dashboardUrl}/api/v1/keys`;
  const body = JSON.stringify({ label: "Once over HTTP", environment: "live", scopes: ["read"] });
  const headers = { authorization: `Bearer ${instance.made.accessToken}`, "idempotency-key": "once-over-http" };
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(url, { method: "POST", headers, body })));
  for (const { status } of answers) expect([201, 409]).toContain(status);
  const { body: list } = await send<{ keys: RevealedKey["key"][] }>(
    "GET",
    `${url}?q=Once%20over%20HTTP`,
    instance.made.accessToken,
  );
  expect(list.keys).toHaveLength(1);
});
