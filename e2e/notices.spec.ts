import { expect, type Page } from "@playwright/test";
import type { Instance } from "./support/instance";
import { test } from "./support/shared-instance";
import { reload, usable, visit } from "./support/visit";

// What the team's keys need of a person: read, dealt with and chosen by keyboard, on the demo team.

const TEAM = "/acme-payments";
const PASSWORD = "acme-demo-password";
let instance: Instance;
let stopped: number | undefined;
test.beforeAll(({ demo }) => {
  instance = demo;
  // It would tell what these tests set up, and count it.
  stopped = instance.pidOf("worker");
  process.kill(stopped, "SIGSTOP");
});
test.afterAll(() => {
  if (stopped !== undefined) process.kill(stopped, "SIGCONT");
});

async function signIn(page: Page, email: string, path = "/"): Promise<void> {
  await visit(page, instance.dashboard + path);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`^${instance.dashboard}${TEAM}`));
  await usable(page);
}

const article = (page: Page, name: string | RegExp) => page.getByRole("article", { name });
const inSidebar = (page: Page) =>
  page.getByRole("navigation", { name: "Team" }).getByRole("link", { name: /^Notices/ });
const bell = (page: Page) => page.getByRole("button", { name: /^Notices/ });

async function unreadCount(page: Page): Promise<number> {
  return Number((await inSidebar(page).textContent())?.replace(/\D/g, "") || 0);
}

/** A key of these tests' own, made by whoever is signed in. */
async function makeKey(page: Page, label: string): Promise<void> {
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Create key" })).toBeVisible();
  await page.keyboard.type(label);
  await page.getByRole("checkbox", { name: /^read/ }).click();
  await page.getByLabel("Label").press("Enter");
  await takeSecret(page);
}

/** The secret is shown, copied and let go, by keyboard. */
async function takeSecret(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog").filter({ has: page.locator("[data-secret]") });
  await expect(dialog.locator("[data-secret]")).toHaveText(/_live_/);
  await dialog.getByRole("button", { name: "Copy secret" }).press("Enter");
  await expect(dialog.getByText("Copied").first()).toBeAttached();
  await dialog.getByRole("button", { name: "Done" }).press("Enter");
  await expect(dialog).toBeHidden();
}

const hoursAhead = (hours: number) => new Date(Math.floor(Date.now() / 1_000 + hours * 3_600) * 1_000).toISOString();
const setExpiry = (label: string, at: string | null) =>
  instance.database((client) => client.query("UPDATE keys SET expires_at = $2 WHERE label = $1", [label, at]));

/** All that somebody was told is unread again. */
const unreadAll = (email: string) =>
  instance.database((client) =>
    client.query(
      "UPDATE notice_deliveries SET read_at = NULL WHERE user_id = (SELECT id FROM users WHERE email = $1)",
      [email],
    ),
  );

/** How many of an environment, and of neither, this person has not read. */
const unreadOf = (email: string, environment: string): Promise<number> =>
  instance.database(async (client) => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS n FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id
       WHERE d.user_id = (SELECT id FROM users WHERE email = $1) AND d.channel = 'dashboard' AND d.read_at IS NULL
         AND coalesce(n.environment::text, $2) = $2`,
      [email, environment],
    );
    return rows[0].n;
  });

/** A notice to this person, of a key by its label. */
async function tell(
  email: string,
  label: string,
  facts: { kind: string; days: number; deadline: string },
): Promise<void> {
  await instance.database((client) =>
    client.query(
      `WITH n AS (
         INSERT INTO notices (id, team_id, kind, key_id, environment, subject, facts, created_at)
         SELECT gen_random_uuid(), team_id, $3::jsonb ->> 'kind', id, environment, gen_random_uuid(), $3, now()
         FROM keys WHERE label = $2 RETURNING id, team_id, created_at)
       INSERT INTO notice_deliveries (notice_id, user_id, channel, team_id, created_at)
       SELECT n.id, u.id, 'dashboard', n.team_id, n.created_at FROM n, users u WHERE u.email = $1`,
      [email, label, JSON.stringify(facts)],
    ),
  );
}

test("a notice is found by the bell, read and dealt with by keyboard, where it stands", async ({ page }) => {
  await unreadAll("jonas@acme.example");
  await signIn(page, "jonas@acme.example");
  await makeKey(page, "Ticket printers");
  await setExpiry("Ticket printers", hoursAhead(168));
  await tell("jonas@acme.example", "Ticket printers", { kind: "key.expiring", days: 7, deadline: hoursAhead(168) });
  await reload(page);
  const before = await unreadCount(page);
  await expect(bell(page)).toHaveAccessibleName(`Notices, ${before} unread`);
  await bell(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "All notices" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${instance.dashboard}${TEAM}/notices`);

  // Marked at once, before the server has said so, and the focus stays with the notice.
  const first = page.getByRole("article").nth(1);
  await expect(first).toContainText("Unread");
  await first.getByRole("button", { name: /^Mark read/ }).focus();
  await page.keyboard.press("Enter");
  await expect(first).not.toContainText("Unread");
  await expect(first).toBeFocused();
  await expect(inSidebar(page)).toHaveText(`Notices${before - 1} unread`);

  const expiring = article(page, /“Ticket printers” expires in 7 days/);
  await expiring.getByRole("button", { name: /^Rotate key/ }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Rotate Ticket printers" });
  await dialog.getByRole("button", { name: "Rotate key" }).press("Enter");
  await takeSecret(page);
  await expect(expiring).not.toContainText("Unread");
  await reload(page);
  await expect(expiring).not.toContainText("Unread");
});

test("all are marked read at once, in the environment that is shown, and stay so", async ({ page }) => {
  await unreadAll("jonas@acme.example");
  await signIn(page, "jonas@acme.example", `${TEAM}/notices`);
  await expect(page.getByText("Unread", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Mark all read" }).focus();
  await page.keyboard.press("Enter");
  await expect(inSidebar(page)).toHaveText("Notices");
  await expect(bell(page)).toHaveAccessibleName("Notices");
  await expect(page.locator("#notices")).toBeFocused();
  // Shown at once; a reload before the server has it would be told otherwise.
  await expect.poll(() => unreadOf("jonas@acme.example", "live")).toBe(0);
  await reload(page);
  await expect(inSidebar(page)).toHaveText("Notices");
  await page.getByRole("radio", { name: "Unread 0" }).click();
  await expect(page.getByRole("heading", { name: "Nothing unread" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("what cannot wait stands on every page until it is dismissed, and only while it holds", async ({ page }) => {
  await signIn(page, "mei@acme.example");
  await makeKey(page, "Gift cards");
  const deadline = hoursAhead(5.2);
  await setExpiry("Gift cards", deadline);
  await tell("mei@acme.example", "Gift cards", { kind: "key.expiring", days: 1, deadline });
  await reload(page);
  const banner = page.getByRole("region", { name: "Urgent notices" });
  await expect(banner).toContainText("“Gift cards” expires in 5 hours.");
  await visit(page, `${instance.dashboard}${TEAM}/usage`);
  await banner.getByRole("link", { name: "Open key" }).click();
  await expect(page.getByRole("heading", { name: "Gift cards" })).toBeVisible();
  await banner.getByRole("button", { name: "Dismiss and mark read" }).focus();
  await page.keyboard.press("Enter");
  await expect(banner).toBeHidden();
  await reload(page);
  await expect(banner).toBeHidden();

  await unreadAll("mei@acme.example");
  await reload(page);
  await expect(banner).toBeVisible();
  // Somebody has dealt with it.
  await setExpiry("Gift cards", null);
  await reload(page);
  await expect(banner).toBeHidden();
});

test("a mail's link opens the dialog after the sign-in, once, and says why where it does not", async ({
  page,
  browser,
}) => {
  await signIn(page, "demo@acme.example");
  await page.getByRole("link", { name: "Mobile apps" }).first().click();
  await expect(page).toHaveURL(/\/keys\/key_/);
  const path = new URL(page.url()).pathname;

  const context = await browser.newContext();
  const fresh = await context.newPage();
  await signIn(fresh, "demo@acme.example", `${path}?do=rotate`);
  await expect(fresh.getByRole("dialog", { name: "Rotate Mobile apps" })).toBeVisible();
  await expect(fresh).toHaveURL(instance.dashboard + path);
  await fresh.keyboard.press("Escape");
  await expect(fresh.getByRole("dialog")).toBeHidden();
  await reload(fresh);
  await expect(fresh.getByRole("dialog")).toBeHidden();
  await visit(fresh, `${instance.dashboard}${path}?do=edit`);
  await expect(fresh.getByRole("dialog", { name: "Edit key" })).toBeVisible();
  await context.close();

  const other = await browser.newContext();
  const viewer = await other.newPage();
  await signIn(viewer, "priya@acme.example", `${path}?do=rotate`);
  await expect(viewer.getByText("You may not rotate this key")).toBeVisible();
  await expect(viewer).toHaveURL(instance.dashboard + path);
  await expect(viewer.getByRole("dialog")).toBeHidden();
  await other.close();
});

test("what somebody chooses is saved as they choose it, kept, undone, and theirs alone", async ({ page, browser }) => {
  await signIn(page, "mei@acme.example", `${TEAM}/settings/notifications`);
  await expect(page.getByText("Only for you")).toBeVisible();
  const email = page.getByRole("combobox", { name: "Email about Expiry" });
  await expect(email).toHaveText(/Daily/);
  await email.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "At once" }).press("Enter");
  await expect(page.getByText("Expiry: mail at once")).toBeVisible();
  const alerts = page.getByRole("switch", { name: "Show Unusual activity and leaks in the dashboard" });
  await alerts.focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Unusual activity and leaks: not shown in the dashboard")).toBeVisible();
  await reload(page);
  await expect(email).toHaveText(/At once/);
  await expect(alerts).not.toBeChecked();

  await page.getByRole("combobox", { name: "Which keys: Expiry" }).click();
  await page.getByRole("option", { name: "All of the team" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone")).toBeVisible();
  await reload(page);
  await expect(page.getByRole("combobox", { name: "Which keys: Expiry" })).toHaveText(/Only mine/);

  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn(colleague, "jonas@acme.example", `${TEAM}/settings/notifications`);
  await expect(colleague.getByRole("combobox", { name: "Email about Expiry" })).toHaveText(/Daily/);
  await context.close();
});
