import { expect, type Page, test } from "@playwright/test";
import { send, type Verified } from "./support/http";
import { type Instance, startInstance } from "./support/instance";
import { placesHolding, randomPart } from "./support/plaintext";

const EMAIL = "grace@example.com";
const PASSWORD = "nanoseconds on a wire rack";
const LABEL = "Production – Zahlungen 💳";

let instance: Instance;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  instance = await startInstance();
});
test.afterAll(async () => {
  expect(await instance.stop()).toBe(0);
});

/** What the browser says that nobody should have to read: errors, warnings, failed loads. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  return said;
}

/** The number under a tile's title. */
const tile = (page: Page, title: string) =>
  page.locator("dt", { hasText: new RegExp(`^${title}$`) }).locator("xpath=following-sibling::dd[1]");

test("sign up, create, see once, call, watch, rotate, end, revoke; and the secrets are nowhere afterwards", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const said = complaints(page);

  // First run: the first account becomes the operator's and owns a team.
  await page.goto(instance.dashboard);
  await expect(page).toHaveURL(/\/sign-up/);
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByLabel("Team").fill("Compilers & Co");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/compilers-co\/keys/);
  await expect(page).toHaveTitle(/Keys/);

  const { token } = await instance.admin<{ token: string }>("service-token", "create", "--name", "checkout");
  const verify = async (key: string): Promise<Verified> =>
    (
      await send<Verified>("POST", `${instance.gateway}/v1/verify`, token, {
        key,
        ip: "8.8.8.8",
        userAgent: "checkout/1.0",
      })
    ).body;

  // Create: by keyboard, from the shortcut to the submit.
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Create key" })).toBeVisible();
  await page.keyboard.type(LABEL);
  await page.getByRole("checkbox", { name: /^read/ }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Label").press("Enter");

  // Reveal: once; Escape does not close it, closing uncopied asks.
  const reveal = page.getByRole("dialog", { name: "Keep this secret now" });
  const secret = (await reveal.locator("[data-secret]").textContent()) ?? "";
  expect(secret).toMatch(/^myapi_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
  await page.keyboard.press("Escape");
  await expect(reveal).toBeVisible();
  await reveal.getByRole("button", { name: "Done" }).click();
  await expect(reveal.getByText("You have not copied the secret")).toBeVisible();
  await reveal.getByRole("button", { name: "Go back" }).click();
  await reveal.getByRole("button", { name: "Copy secret" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await reveal.getByRole("button", { name: "Done" }).click();
  await expect(reveal).toBeHidden();

  // Call the gateway, and watch the calls appear on the key's own page.
  for (let i = 0; i < 7; i++) expect((await verify(secret)).code).toBe("VALID");
  await page.getByRole("link", { name: LABEL }).click();
  await expect(page).toHaveTitle(/Zahlungen/);
  await expect(async () => {
    await page.reload();
    await expect(tile(page, "Requests")).toHaveText("7", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });

  // Rotate without downtime: both secrets work under one key id.
  await page.getByRole("button", { name: "Rotate" }).click();
  await page
    .getByRole("dialog", { name: /^Rotate/ })
    .getByRole("button", { name: /^Rotate/ })
    .click();
  const successor = (await reveal.locator("[data-secret]").textContent()) ?? "";
  await reveal.getByRole("button", { name: "Copy secret" }).click();
  await reveal.getByRole("button", { name: "Done" }).click();
  const [old, fresh] = [await verify(secret), await verify(successor)];
  expect([old.code, fresh.code, old.key?.id]).toEqual(["VALID", "VALID", fresh.key?.id]);

  // End the old secret now: it is refused at once, the new one is not.
  await page.getByRole("button", { name: /End now/ }).click();
  await page.getByRole("alertdialog", { name: "End this secret now" }).getByRole("button", { name: /End/ }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  expect([(await verify(secret)).code, (await verify(successor)).code]).toEqual(["REVOKED", "VALID"]);

  // Revoke: only with the label typed; then the very next call is refused.
  await page.getByRole("button", { name: "Revoke" }).click();
  const revoke = page.getByRole("alertdialog", { name: /^Revoke/ });
  await revoke.getByRole("textbox").first().fill("not the label");
  await revoke.getByRole("button", { name: "Revoke key" }).click();
  expect((await verify(successor)).code).toBe("VALID");
  await revoke.getByRole("textbox").first().fill(LABEL);
  await revoke.getByRole("button", { name: "Revoke key" }).click();
  await expect(revoke).toBeHidden();
  expect((await verify(successor)).code).toBe("REVOKED");
  await expect(page.getByText("Revoked").first()).toBeVisible();

  // Nowhere: not in the page, the browser's storage, the database, a file, or what was printed.
  for (const plaintext of [secret, successor]) {
    await page.reload();
    expect(await page.content()).not.toContain(randomPart(plaintext));
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    );
    expect(stored).not.toContain(randomPart(plaintext));
    expect(await placesHolding(instance, randomPart(plaintext))).toEqual([]);
  }
  // The search itself finds what is there: the public id, in its table and in PostgreSQL's files.
  const found = await placesHolding(instance, secret.split("_")[2] ?? "");
  expect(found).toContain("table secrets");
  expect(found.some((place) => place.includes("/data/"))).toBe(true);
  expect(said).toEqual([]);
});

test("sign-out ends the session on the server: the old cookie opens nothing", async ({ page, context }) => {
  await page.goto(`${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByRole("textbox", { name: "Password" }).fill("not the right password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: /password/i })).toBeVisible();
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
  const cookies = await context.cookies();
  await page
    .getByRole("button", { name: /Grace|Account/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(cookies);
  await page.goto(`${instance.dashboard}/compilers-co/keys`);
  await expect(page).toHaveURL(/\/sign-in/);
});
