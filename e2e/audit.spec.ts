import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { test } from "./support/shared-instance";
import { visit } from "./support/visit";

test("the trail is filtered by keyboard, exported, and verified with and without the database", async ({
  page,
  demo,
}) => {
  test.setTimeout(300_000);
  await visit(page, `${demo.dashboard}/sign-in`);
  const [, email, password] = /sign in as (\S+) with the password (\S+)/.exec(demo.output()) ?? [];
  await page.getByLabel("Email").fill(email ?? "");
  await page.getByRole("textbox", { name: "Password" }).fill(password ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
  await page.getByRole("link", { name: "Audit" }).click();
  const count = page.getByRole("navigation", { name: "Pages" });
  const told = async () => Number(/(\d+) events/.exec((await count.textContent()) ?? "")?.[1]);
  await expect(count).toContainText(/\d+ events/);
  const events = await told();
  expect(events).toBeGreaterThan(20);
  await expect(page.getByText(`Chain verified up to event ${events}, from the first on`)).toBeVisible();

  await page.getByRole("combobox", { name: "Actor" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Mei Tan" }).press("Enter");
  await expect(page).toHaveURL(/actor=user_/);
  const rows = page.getByRole("region", { name: "Events" }).getByRole("listitem");
  await expect(rows.filter({ hasNotText: "Mei Tan" })).toHaveCount(0);
  const fetched = async (format: string) => {
    const path = await page.getByRole("link", { name: `Export ${format}` }).getAttribute("href");
    return (await page.request.get(demo.dashboard + path)).text();
  };
  expect((await fetched("CSV")).trimEnd().split("\r\n")).toHaveLength((await told()) + 1);
  await page.getByRole("button", { name: "Clear filters" }).press("Enter");
  await expect(count).toContainText(`${events} events`);

  const file = join(demo.folder, "trail.json");
  writeFileSync(file, await fetched("JSON"));
  const offline = await demo.admin<{ chains: unknown[] }>("audit", "verify", "--file", file);
  expect(offline).toMatchObject({ whole: true, events, teams: 1 });
  const online = await demo.admin<{ chains: unknown[] }>("audit", "verify", "--team", "acme-payments");
  expect(online.chains).toEqual(offline.chains);
});
