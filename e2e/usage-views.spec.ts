import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import type { Instance } from "./support/instance";
import { atRest } from "./support/look";
import { test } from "./support/shared-instance";
import { visit } from "./support/visit";

// What a person does with a chart: in their own time, zoomed, beside the period before, by key, as a file; by keyboard too.

let instance: Instance;

test.use({ timezoneId: "Europe/Berlin" });
test.beforeAll(({ demo }) => {
  instance = demo;
});

async function openUsage(page: Page, query = ""): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-in`);
  const [, email, password] = /sign in as (\S+) with the password (\S+)/.exec(instance.output()) ?? [];
  await page.getByLabel("Email").fill(email ?? "");
  await page.getByRole("textbox", { name: "Password" }).fill(password ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
  await visit(page, `${instance.dashboard}/acme-payments/usage${query}`);
  await expect(page.getByRole("heading", { name: "Requests by outcome" })).toBeVisible();
  // A browser that comes for the first time tells its zone, and the page is read again in that.
  await expect(zonePicker(page)).toHaveText("Times in Europe/Berlin");
  await atRest(page);
}

// Its button: while the list is open, the field that searches it is a combobox of that name, too.
const zonePicker = (page: Page) => page.locator("button").and(page.getByRole("combobox", { name: /^Times in/ }));
const times = (page: Page) => page.getByRole("table", { name: "Requests by outcome by time" }).getByRole("row");

test("times are the browser's own, until another zone is chosen by keyboard; the URL carries it and Back returns", async ({
  page,
}) => {
  const said: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await openUsage(page);
  await expect(zonePicker(page)).toHaveText("Times in Europe/Berlin");

  await page.getByRole("switch", { name: "Requests by outcome as a table" }).click();
  const newest = () => times(page).nth(1).getByRole("cell").first().textContent();
  const berlin = await newest();

  await zonePicker(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("kolkata");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/zone=Asia\/Kolkata/);
  await expect(zonePicker(page)).toHaveText(/^Times in Asia\/Kolkata/);
  await expect(zonePicker(page)).toBeFocused();
  await expect.poll(newest).not.toBe(berlin);

  await page.goBack();
  await expect(zonePicker(page)).toHaveText("Times in Europe/Berlin");
  expect(said).toEqual([]);
});

test("a stretch is zoomed into by dragging and by keyboard, and left again with Back", async ({ page }) => {
  await openUsage(page);
  const chart = page.locator(".recharts-wrapper").first();
  const box = await chart.boundingBox();
  if (box === null) throw new Error("The chart has no place on the page.");
  await page.mouse.move(box.x + box.width * 0.3, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 110, { steps: 8 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByRole("button", { name: "Zoom out" })).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/from=/);

  await page.getByRole("button", { name: "Custom" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Choose a time range" });
  await expect(dialog).toContainText("Times in Europe/Berlin");
  await dialog.getByLabel("From").fill("2020-01-01T00:00");
  await dialog.getByLabel("To").fill("2019-01-01T00:00");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("To")).toBeFocused();
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel("From").fill(`${yesterday}T01:00`);
  await dialog.getByLabel("To").fill(`${yesterday}T03:00`);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page.getByRole("heading", { name: /01:00 – 03:00$/ })).toBeVisible();
});

test("the cursor stays where it is while the page reads itself again", async ({ page }) => {
  await openUsage(page, "?compare=1&range=90d");
  const chart = page.locator(".recharts-wrapper").first();
  const box = await chart.boundingBox();
  // Upon a bar: between two of them a rounded pixel decides which day is meant.
  const bar = await chart.locator(".recharts-bar-rectangle").nth(45).boundingBox();
  if (box === null || bar === null) throw new Error("The chart has no place on the page.");
  await page.mouse.move(bar.x + bar.width / 2, box.y + 100);
  const tooltip = page.locator(".recharts-tooltip-wrapper").first();
  await expect(tooltip).toBeVisible();
  await expect(tooltip).toContainText("before");
  const told = await tooltip.locator("p").first().textContent();
  const read = page.waitForResponse((response) => response.url().includes("_rsc="));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await read;
  await page.waitForLoadState("networkidle");
  await expect(tooltip).toBeVisible();
  expect(await tooltip.locator("p").first().textContent()).toBe(told);
  expect(await chart.boundingBox()).toEqual(box);
});

test("the parts by key add up to all requests, and the file of the same range to the page's total", async ({
  page,
}) => {
  // A range that has ended does not grow between the page and the file.
  const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 86_400_000);
  const from = new Date(to.getTime() - 86_400_000);
  await openUsage(page, `?from=${from.toISOString()}&to=${to.toISOString()}`);
  await page.getByRole("radio", { name: "By key" }).click();
  await expect(page.getByRole("heading", { name: "Requests by key" })).toBeVisible();
  await page.getByRole("switch", { name: "Requests by key as a table" }).click();
  const rows = await page
    .getByRole("table", { name: "Requests by key by time" })
    .getByRole("row")
    .evaluateAll((found) =>
      found.slice(1).map((row) => [...row.querySelectorAll("td")].slice(1).map((cell) => cell.textContent ?? "")),
    );
  const counts = rows.map((row) => row.map((cell) => Number(cell.replace(/[^\d]/g, ""))));
  for (const row of counts) expect(row.slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(row.at(-1));
  const total = counts.reduce((sum, row) => sum + (row.at(-1) ?? 0), 0);
  expect(total).toBeGreaterThan(0);

  for (const by of ["By key", "By outcome"]) {
    await page.getByRole("radio", { name: by }).click();
    await expect(page.getByRole("radio", { name: by })).toBeChecked();
    const saving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^usage-acme-payments-live(-by-key)?-\d{4}-\d\d-\d\d\.csv$/);
    const [head = "", ...lines] = readFileSync(await file.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    const column = head.split(",").indexOf("requests");
    // No label of the demo team has a comma in it.
    expect(lines.reduce((sum, line) => sum + Number(line.split(",")[column]), 0)).toBe(total);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+0[12]:00,/);
  }
});

test("a caller's address goes from its row to the key's allow list, not before it is saved", async ({ page }) => {
  await openUsage(page);
  await page.getByRole("table", { name: "Top keys" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/keys\/key_/);
  const row = page.getByRole("table", { name: "Callers" }).getByRole("button", { name: /^Add .* to allow list$/ });
  const address = /^Add (.*) to allow list$/.exec((await row.first().getAttribute("aria-label")) ?? "")?.[1] ?? "";
  await row.first().click();
  const dialog = page.getByRole("dialog", { name: "Edit key" });
  await expect(dialog.getByLabel("Allowed addresses")).toHaveValue(new RegExp(`${address}$`));
  await expect(dialog.getByLabel("Allowed addresses")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(row.first()).toBeFocused();
  await row.first().click();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("On the allow list").first()).toBeVisible();
});
