import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { send } from "./support/http";
import { type Instance, startInstance } from "./support/instance";
import { placesHolding, randomPart } from "./support/plaintext";
import { reload, visit } from "./support/visit";

const OWNER = { email: "grace@example.com", password: "nanoseconds on a wire rack" };
const INVITED = "ada@example.com";

let instance: Instance;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  instance = await startInstance();
  await instance.admin("bootstrap", "--email", OWNER.email, "--password", OWNER.password, "--team", "Compilers");
});
test.afterAll(async () => {
  expect(await instance.stop()).toBe(0);
});

/** What the browser says that nobody should have to read, beside the pages it was refused, as it should. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    const [type, text] = [message.type(), message.text()];
    if (["error", "warning"].includes(type) && !text.includes("404")) said.push(text);
  });
  page.on("pageerror", (error) => said.push(String(error)));
  return said;
}

async function signIn(page: Page): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByRole("textbox", { name: "Password" }).fill(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/compilers\/keys/);
}

/** What is shown once, copied and closed. */
async function takeRevealed(page: Page, title: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: title });
  const text = (await dialog.locator("[data-secret]").textContent()) ?? "";
  await dialog.getByRole("button", { name: /^Copy (link|token)$/ }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  return text;
}

async function cookiesHold(context: BrowserContext, text: string): Promise<boolean> {
  return decodeURIComponent(JSON.stringify(await context.cookies())).includes(text);
}

test("invited by a link, in with the role and no other, and out at the very next request once removed", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const said = complaints(page);
  await signIn(page);
  await visit(page, `${instance.dashboard}/compilers/settings/members`);
  await page.getByRole("button", { name: "Invite member" }).click();
  await page.getByLabel("Email").fill(INVITED);
  await page.keyboard.press("Enter");
  const link = await takeRevealed(page, "Pass this link on");
  expect(link).toMatch(new RegExp(`^${instance.dashboard}/invitation/lk_invitation_[0-9A-Za-z]{49}$`));
  await expect(page.getByRole("cell", { name: INVITED, exact: true })).toBeVisible();
  const token = link.slice(link.lastIndexOf("/") + 1);

  // Signed in as somebody else, nobody learns more than for whom it is, masked.
  await visit(page, link);
  await expect(page.getByText("a***@example.com")).toBeVisible();
  await expect(page.getByText("Compilers")).toBeHidden();

  const context = await browser.newContext();
  const guest = await context.newPage();
  const guestSaid = complaints(guest);
  const answer = await visit(guest, link);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  const referrers: (string | undefined)[] = [];
  guest.on("request", (request) => referrers.push(request.headers().referer));
  await expect(guest.getByLabel("Email")).toHaveValue(INVITED);
  await guest.getByLabel("Your name").fill("Ada");
  await guest.getByRole("textbox", { name: "Password" }).fill("notes on the analytical engine");
  await guest.keyboard.press("Enter");
  await expect(guest).toHaveURL(/\/compilers\/keys/);
  expect(referrers.filter((referrer) => referrer?.includes("invitation"))).toEqual([]);
  expect(await cookiesHold(context, "lk_invitation")).toBe(false);
  await expect(guest.getByRole("button", { name: "Account: Ada" })).toContainText("developer");
  await visit(guest, link);
  await expect(guest.getByRole("heading", { name: "This invitation is not open" })).toBeVisible();

  // A member without the right sees the members and the table of permissions, and nothing to do with them.
  await visit(guest, `${instance.dashboard}/compilers/settings/members`);
  await expect(guest.getByRole("heading", { name: "What each role may do" })).toBeVisible();
  await expect(guest.getByRole("button", { name: "Invite member" })).toBeHidden();
  await visit(guest, `${instance.dashboard}/compilers/keys`);

  await visit(page, `${instance.dashboard}/compilers/settings/members`);
  await page.getByRole("button", { name: "Remove Ada" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByRole("button", { name: "Remove Ada" })).toBeHidden();

  // The page that was open acts no more, and opens no more.
  await guest.keyboard.press("c");
  await guest.getByLabel("Label").fill("too late");
  await guest.getByRole("checkbox", { name: /^read/ }).click();
  await guest.getByRole("button", { name: "Create key" }).last().click();
  await expect(guest.getByRole("alert").filter({ hasText: "No such team" })).toBeVisible();
  expect((await visit(guest, `${instance.dashboard}/compilers/keys`))?.status()).toBe(404);
  await visit(guest, instance.dashboard);
  await expect(guest.getByRole("heading", { name: "You are in no team" })).toBeVisible();
  await guest.getByRole("button", { name: "Create team" }).click();
  await guest.getByLabel("Name").fill("Engines");
  await guest.keyboard.press("Enter");
  await expect(guest).toHaveURL(/\/engines\/keys/);

  expect(await placesHolding(instance, { token: randomPart(token) })).toEqual([]);
  expect([...said, ...guestSaid]).toEqual([]);
  await context.close();
});

test("an access token is shown once, works with its role and no more, and ends when revoked", async ({ page }) => {
  await signIn(page);
  await visit(page, `${instance.dashboard}/compilers/settings/access-tokens`);
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByLabel("Name").fill("Reports");
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Viewer" }).click();
  await page.getByLabel("Name").press("Enter");
  const dialog = page.getByRole("dialog", { name: "Keep this token now" });
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog.getByText("You have not copied the token")).toBeVisible();
  await dialog.getByRole("button", { name: "Go back" }).click();
  const token = await takeRevealed(page, "Keep this token now");
  expect(token).toMatch(/^lk_access_[0-9A-Za-z]{49}$/);

  const keys = `${instance.dashboard}/api/v1/keys`;
  const key = { label: "by a viewer", environment: "live", scopes: ["read"] };
  expect((await send("GET", keys, token)).status).toBe(200);
  expect((await send("POST", keys, token, key)).status).toBe(403);
  await reload(page);
  await expect(page.getByRole("row", { name: /Reports/ })).toContainText(`lk_access_****${token.slice(-4)}`);
  await expect(page.getByRole("row", { name: /Reports/ })).toContainText("just now");
  expect(await page.content()).not.toContain(randomPart(token));
  expect(await placesHolding(instance, { token: randomPart(token) })).toEqual([]);

  await page.getByRole("button", { name: "Revoke Reports" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByRole("row", { name: /Reports/ })).toContainText("Revoked");
  expect((await send("GET", keys, token)).status).toBe(401);
});
