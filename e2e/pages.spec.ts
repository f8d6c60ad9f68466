import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Instance, startInstance } from "./support/instance";

// Every page with the demo team, in both themes and both widths: no complaint in the console, nothing wider than the screen,
// no accessibility violation; the pictures are in test-results/screens for a person to look at.

let instance: Instance;
let signedIn: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  instance = await startInstance("--demo");
  const page = await browser.newPage();
  await page.goto(`${instance.dashboard}/sign-in`);
  const [, email, password] = /sign in as (\S+) with the password (\S+)/.exec(instance.output()) ?? [];
  await page.getByLabel("Email").fill(email ?? "");
  await page.getByRole("textbox", { name: "Password" }).fill(password ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
  signedIn = await page.context().storageState();
  await page.close();
});
test.afterAll(async () => {
  expect(await instance.stop()).toBe(0);
});

const team = "/acme-payments";
const PAGES: [name: string, path: string, session: boolean][] = [
  ["sign-in", "/sign-in", false],
  ["sign-up", "/sign-up", false],
  ["keys", `${team}/keys`, true],
  ["keys-test", `${team}/keys?env=test`, true],
  ["keys-no-match", `${team}/keys?q=nothing-is-called-this`, true],
  ["usage", `${team}/usage`, true],
  ["usage-90d", `${team}/usage?range=90d`, true],
  ["docs", "/docs/authentication", false],
  ["not-found", "/no/such/page", true],
];

async function lookAt(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`)).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`every page, ${colorScheme}, ${width} wide`, async ({ browser }) => {
      test.setTimeout(240_000);
      for (const [name, path, session] of PAGES) {
        const context = await browser.newContext({
          colorScheme,
          viewport: { width, height: 900 },
          ...(session && { storageState: signedIn }),
        });
        const page = await context.newPage();
        const said: string[] = [];
        page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
        page.on("pageerror", (error) => said.push(String(error)));
        await page.goto(instance.dashboard + path);
        await lookAt(page, `${name}-${colorScheme}-${width}`);
        if (name === "keys") {
          await page
            .getByRole("link", { name: /Checkout|Production|API/ })
            .first()
            .click();
          await expect(page).toHaveURL(/\/keys\/key_/);
          await expect(page.getByRole("heading", { name: "Requests by outcome" })).toBeVisible();
          await lookAt(page, `key-${colorScheme}-${width}`);
          await page.keyboard.press("c");
          await expect(page.getByRole("dialog")).toBeVisible();
          await lookAt(page, `create-${colorScheme}-${width}`);
        }
        // The browser reports the 404 of the page asked for, as it should.
        expect(
          said.filter((line) => !(name === "not-found" && line.includes("404"))),
          name,
        ).toEqual([]);
        await context.close();
      }
    });
  }
}
