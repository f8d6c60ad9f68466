import { expect, type Page } from "@playwright/test";
import type { Instance } from "./support/instance";
import { atRest, lookAt } from "./support/look";
import { test } from "./support/shared-instance";
import { visit } from "./support/visit";

// Over 250 lines since the list of pages and what is opened on each are one inventory: what is not in it nobody looks at.
// Every page with the demo team, in both themes and both widths: no complaint in the console, nothing the content security policy
// forbids, nothing wider than the screen, no accessibility violation (support/look.ts).

let instance: Instance;
type Session = Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;
let signedIn: Session;
/** Of somebody whose team has no keys. */
let newcomer: Session;

test.beforeAll(async ({ browser, demo }) => {
  test.setTimeout(300_000);
  instance = demo;
  const page = await browser.newPage();
  await visit(page, `${instance.dashboard}/sign-in`);
  const [, email, password] = /sign in as (\S+) with the password (\S+)/.exec(instance.output()) ?? [];
  await page.getByLabel("Email").fill(email ?? "");
  await page.getByRole("textbox", { name: "Password" }).fill(password ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
  // One key whose secret can be shown again; those of the demo are hashes only.
  await instance.database((client) => client.query("UPDATE deployment SET storage_mode = 'retrievable'"));
  await page.reload();
  await atRest(page);
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Create key" })).toBeVisible();
  await page.keyboard.type("Kiosk terminals");
  await page.getByRole("checkbox", { name: /^read/ }).click();
  await page.getByLabel("Label").press("Enter");
  await page.getByRole("dialog", { name: "Secret", exact: true }).getByRole("button", { name: "Done" }).click();
  signedIn = await page.context().storageState();
  await page.context().close();
  const other = await browser.newPage();
  await visit(other, `${instance.dashboard}/sign-up`);
  await other.getByLabel("Your name").fill("Grace");
  await other.getByLabel("Email").fill("grace@example.com");
  await other.getByRole("textbox", { name: "Password" }).fill("nanoseconds on a wire rack");
  await other.getByLabel("Team").fill("Nothing Yet");
  await other.keyboard.press("Enter");
  await expect(other).toHaveURL(/\/nothing-yet\/keys/);
  newcomer = await other.context().storageState();
  await other.context().close();
});

const team = "/acme-payments";
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const zoomed = `from=${hoursAgo(31)}&to=${hoursAgo(26)}`;
const longAgo = `from=${hoursAgo(8_000)}&to=${hoursAgo(7_900)}`;
const GRACE = "SELECT id FROM users WHERE email = 'grace@example.com'";
type Who = "nobody" | "member" | "newcomer";
const PAGES: [name: string, path: string, who: Who][] = [
  ["sign-in", "/sign-in", "nobody"],
  ["sign-up", "/sign-up", "nobody"],
  ["sign-in-refused", "/sign-in?error=account_exists", "nobody"],
  ["forgot-password", "/forgot-password", "nobody"],
  ["reset-password-over", "/reset-password/over", "nobody"],
  ["report-leak", "/report-leak", "nobody"],
  ["confirm-email-over", "/confirm-email/over", "nobody"],
  ["keys", `${team}/keys`, "member"],
  ["keys-test", `${team}/keys?env=test`, "member"],
  ["keys-no-match", `${team}/keys?q=nothing-is-called-this`, "member"],
  ["usage", `${team}/usage`, "member"],
  ["usage-90d", `${team}/usage?range=90d`, "member"],
  ["usage-by-key", `${team}/usage?by=key&range=7d&zone=Asia/Kolkata`, "member"],
  ["usage-compare", `${team}/usage?compare=1`, "member"],
  ["usage-zoomed", `${team}/usage?compare=1&${zoomed}`, "member"],
  ["usage-test", `${team}/usage?env=test&range=30d`, "member"],
  ["usage-no-match", `${team}/usage?${longAgo}`, "member"],
  ["usage-empty", "/nothing-yet/usage", "newcomer"],
  ["alerts", `${team}/alerts`, "member"],
  ["alerts-acknowledged", `${team}/alerts?status=acknowledged`, "member"],
  ["alerts-no-match", `${team}/alerts?kind=idle_use`, "member"],
  ["alerts-none-yet", `${team}/alerts?env=test`, "member"],
  ["notices", `${team}/notices`, "member"],
  ["notices-unread", `${team}/notices?unread=true`, "member"],
  ["notices-no-match", `${team}/notices?group=grace&unread=true`, "member"],
  ["notices-none-yet", "/nothing-yet/notices", "newcomer"],
  ["explain", `${team}/explain`, "member"],
  ["explain-unknown", `${team}/explain?request=req_0000000000000`, "member"],
  ["audit", `${team}/audit`, "member"],
  ["audit-filtered", `${team}/audit?action=key.rotate&from=${hoursAgo(2_000)}`, "member"],
  ["audit-no-match", `${team}/audit?actor=nobody`, "member"],
  ["audit-newcomer", "/nothing-yet/audit", "newcomer"],
  ["review", `${team}/review`, "member"],
  ["review-finding", `${team}/review?finding=broad-scopes`, "member"],
  ["review-none", `${team}/review?finding=idle-90`, "member"],
  ["keys-rotating", `${team}/keys?q=Fraud`, "member"],
  ["keys-retrievable", `${team}/keys?q=Kiosk`, "member"],
  ["settings-team", `${team}/settings/team`, "member"],
  ["settings-members", `${team}/settings/members`, "member"],
  ["settings-webhooks", `${team}/settings/webhooks`, "member"],
  ["settings-webhooks-none", "/nothing-yet/settings/webhooks", "newcomer"],
  ["settings-notifications", `${team}/settings/notifications`, "member"],
  ["settings-tokens", `${team}/settings/access-tokens`, "member"],
  ["settings-policies", `${team}/settings/policies`, "member"],
  ["settings-team-alone", "/nothing-yet/settings/team", "newcomer"],
  ["settings-tokens-none", "/nothing-yet/settings/access-tokens", "newcomer"],
  ["invitation-over", "/invitation/no-such-token", "nobody"],
  ["account-profile", "/account/profile", "newcomer"],
  ["account-security", "/account/security", "newcomer"],
  ["account-sessions", "/account/sessions", "newcomer"],
  ["operator-product", "/operator/product", "member"],
  ["operator-scopes", "/operator/scopes", "member"],
  ["operator-limits", "/operator/limits", "member"],
  ["operator-storage", "/operator/storage", "member"],
  ["operator-sign-up", "/operator/sign-up", "member"],
  ["operator-teams", "/operator/teams", "member"],
  ["operator-teams-no-match", "/operator/teams?q=nobody-is-called-this", "member"],
  ["operator-tokens", "/operator/service-tokens", "member"],
  ["operator-requests", "/operator/requests", "member"],
  ["operator-health", "/operator/health", "member"],
  ["operator-audit", "/operator/audit", "member"],
  ["docs", "/docs/authentication", "nobody"],
  ["docs-limits", "/docs/limits", "nobody"],
  ["docs-scopes", "/docs/scopes", "nobody"],
  ["docs-errors", "/docs/errors", "nobody"],
  ["docs-security", "/docs/security", "nobody"],
  ["docs-verify", "/docs/verify", "nobody"],
  ["docs-webhooks", "/docs/webhooks", "nobody"],
  ["docs-detection", "/docs/detection", "nobody"],
  ["docs-rotation", "/docs/rotation", "nobody"],
  ["docs-storage", "/docs/storage", "nobody"],
  ["docs-deploy", "/docs/operate/deploy", "nobody"],
  ["docs-secrets", "/docs/operate/secrets", "nobody"],
  ["docs-backup", "/docs/operate/backup", "nobody"],
  ["docs-scale", "/docs/operate/scale", "nobody"],
  ["docs-api", "/docs/api", "nobody"],
  ["docs-api-create", "/docs/api?try=createKey#try", "nobody"],
  ["not-found", "/no/such/page", "member"],
];

/** What revoking would break, and what a limit would have refused. */
async function lookAtKeyDialogs(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Who calls")).toBeVisible();
  await lookAt(page, "revoke");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await page.getByRole("button", { name: "Edit key" }).click();
  await page.getByText("Restrict", { exact: true }).click();
  await expect(page.getByText(/It would have refused/)).toBeVisible();
  await lookAt(page, "edit");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
}

async function lookAtBulkDialog(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Select Legacy PHP shop" }).click();
  await page.getByRole("button", { name: "Revoke keys" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await lookAt(page, "review-revoke");
}

/** Opens a dialog by this button, looks at it and closes it. */
async function lookAtDialog(page: Page, button: string | RegExp, name: string): Promise<void> {
  await page.getByRole("button", { name: button }).first().click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await expect(dialog).toBeVisible();
  await lookAt(page, name);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** The newest notices over a page, by their bell. */
async function lookAtBell(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Notices/ }).click();
  await expect(page.getByRole("menuitem", { name: "All notices" })).toBeVisible();
  await lookAt(page, "notices-bell");
  await page.keyboard.press("Escape");
}

async function lookAtSettings(page: Page, name: string): Promise<void> {
  if (name === "settings-team") {
    await lookAtDialog(page, "Transfer ownership", "team-transfer");
    await lookAtDialog(page, "Create team", "team-create");
  }
  if (name === "settings-members") {
    await lookAtDialog(page, "Remove Jonas Berg", "member-remove");
    await lookAtDialog(page, "Invite member", "member-invite");
    await page.getByRole("combobox", { name: "Role of Mei Tan" }).click();
    await page.getByRole("option", { name: "Owner" }).click();
    await lookAt(page, "member-role");
  }
  if (name === "settings-tokens") {
    await lookAtDialog(page, "Revoke Terraform", "token-revoke");
    await lookAtDialog(page, "Create token", "token-create");
  }
}

/** The second factor being set up, and the proof that is asked for on an old sign-in. */
async function lookAtSecurityDialogs(page: Page): Promise<void> {
  const age = (minutes: number) =>
    instance.database((client) =>
      client.query(
        `UPDATE sessions SET authenticated_at = now() - interval '${minutes} minutes' WHERE user_id = (${GRACE})`,
      ),
    );
  for (const [view, minutes] of Object.entries({ "confirm-identity": 11, enrol: 0 })) {
    await age(minutes);
    await page.getByRole("button", { name: "Set up second factor" }).click();
    await expect(page.getByRole("dialog").getByRole("textbox").first()).toBeVisible();
    await lookAt(page, view);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
}

async function lookAtOperator(page: Page, name: string): Promise<void> {
  if (name === "operator-scopes") {
    await lookAtDialog(page, "Add scope", "scope-add");
    await page.getByRole("button", { name: "Actions for read" }).click();
    await page.getByRole("menuitem", { name: "Retire scope" }).click();
    await expect(page.getByRole("alertdialog", { name: "Retire read" })).toContainText("keys hold it and keep it");
    await lookAt(page, "scope-retire");
  }
  if (name === "operator-storage") await lookAtDialog(page, /^Switch to/, "storage-switch");
  if (name === "operator-sign-up") {
    await page.getByRole("radio", { name: "Named mail domains" }).click();
    await lookAt(page, "operator-sign-up-domains");
  }
  if (name === "operator-tokens") await lookAtDialog(page, "Create service token", "service-token-create");
  if (name === "operator-teams") {
    await page.getByRole("link", { name: "Acme Payments" }).click();
    await expect(page.getByRole("heading", { name: "Acme Payments" })).toBeVisible();
    await lookAt(page, "operator-team");
  }
}

/** What only some pages have: dialogs, tables in place of charts, keys in a certain state. */
async function lookFurther(page: Page, name: string): Promise<void> {
  if (name === "keys") {
    await page
      .getByRole("link", { name: /Checkout|Production|API/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/keys\/key_/);
    await expect(page.getByRole("heading", { name: "Requests by outcome" })).toBeVisible();
    await lookAt(page, "key");
    await lookAtKeyDialogs(page);
    await page.keyboard.press("c");
    await expect(page.getByRole("dialog")).toBeVisible();
    await lookAt(page, "create");
  }
  if (name === "usage") {
    for (const chart of ["Requests by outcome", "Error rate", "Latency"]) {
      await page.getByRole("switch", { name: `${chart} as a table` }).click();
    }
    await lookAt(page, "usage-table");
  }
  if (name === "keys-test") {
    // Never used, and used but not lately: the key's page says which, and where to go on.
    for (const [view, label] of Object.entries({ "key-never": "Data warehouse", "key-idle": "Legacy PHP" })) {
      await visit(page, `${instance.dashboard}${team}/keys?q=${encodeURIComponent(label)}`);
      await page.getByRole("link", { name: label }).first().click();
      await expect(page).toHaveURL(/\/keys\/key_/);
      await lookAt(page, view);
    }
  }
  if (name === "keys-rotating") {
    await page.getByRole("link", { name: "Fraud scoring" }).click();
    const cockpit = page.getByRole("region", { name: "Rotation", exact: true });
    await expect(cockpit.getByText("In use", { exact: true })).toBeVisible();
    await lookAt(page, "key-rotating");
    await cockpit.getByRole("switch", { name: "Calls on the old and the new secret as a table" }).click();
    await lookAt(page, "key-rotating-table");
    await lookAtDialog(page, "Extend", "secret-extend");
    await lookAtDialog(page, "Finish now", "secret-finish");
    await lookAtDialog(page, "Report leak", "leak-report");
  }
  if (name === "keys-retrievable") {
    await instance.database((client) =>
      client.query(`UPDATE sessions SET authenticated_at = now() WHERE user_id <> (${GRACE})`),
    );
    await page.getByRole("link", { name: "Kiosk terminals" }).click();
    await page.getByRole("button", { name: /^Reveal/ }).click();
    await expect(page.getByRole("dialog", { name: "Secret", exact: true })).toBeVisible();
    await lookAt(page, "reveal");
    await page.keyboard.press("Escape");
    await lookAt(page, "key-retrievable");
  }
  if (name === "account-security") await lookAtSecurityDialogs(page);
  if (name === "review") await lookAtBulkDialog(page);
  if (name === "notices") await lookAtBell(page);
  if (name === "audit") {
    await page.getByText("rotated the key").first().click();
    await expect(page.getByText("replaced secret ends").first()).toBeVisible();
    await lookAt(page, "audit-event");
  }
  await lookAtSettings(page, name);
  await lookAtOperator(page, name);
}

/** Pages looked at side by side: most of a look is waiting. */
const LANES = 3;

// Each view is loaded at both widths, once in either theme, and looked at in both (one with LOOK=quick): what a theme changes is
// style alone.
for (const { width, colorScheme } of [
  { width: 1440, colorScheme: "light" as const },
  { width: 390, colorScheme: "dark" as const },
]) {
  test(`every page, ${width} wide`, async ({ browser }) => {
    test.setTimeout(720_000);
    const open = (storageState?: Session) =>
      browser.newContext({ colorScheme, reducedMotion: "reduce", viewport: { width, height: 900 }, storageState });
    const contexts = { nobody: await open(), member: await open(signedIn), newcomer: await open(newcomer) };
    const left = [...PAGES];
    const look = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [name, path, who] = next;
        const page = await contexts[who].newPage();
        const said: string[] = [];
        page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
        page.on("pageerror", (error) => said.push(String(error)));
        // Also what the browser reports of the content security policy to the page alone.
        await page.addInitScript(() => {
          document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
            console.error(`violates ${effectiveDirective}: ${blockedURI} in ${sourceFile}`),
          );
        });
        await visit(page, instance.dashboard + path);
        await lookAt(page, name);
        await lookFurther(page, name);
        // The browser reports the 404 of the page asked for, as it should.
        expect(
          said.filter((line) => !(name === "not-found" && line.includes("404"))),
          name,
        ).toEqual([]);
        await page.close();
      }
    };
    await Promise.all(Array.from({ length: LANES }, look));
    for (const context of Object.values(contexts)) await context.close();
  });
}

let stopped: number | undefined;
test.afterEach(() => {
  if (stopped !== undefined) process.kill(stopped, "SIGCONT");
});

test("an alert is acknowledged, another muted and unmuted, by keyboard alone", async ({ browser }) => {
  // It looks for more of them every five minutes: found meanwhile, the counts would be others.
  stopped = instance.pidOf("worker");
  process.kill(stopped, "SIGSTOP");
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  await visit(page, `${instance.dashboard}${team}/alerts`);
  const alerts = page.getByRole("article");
  await expect(alerts.first()).toBeVisible();
  const open = await alerts.count();
  const count = page.getByRole("navigation", { name: "Team" }).getByRole("link", { name: /^Alerts/ });
  await expect(count).toHaveText(`Alerts${open} open`);

  await alerts
    .first()
    .getByRole("button", { name: /^Acknowledge/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(count).toHaveText(`Alerts${open - 1} open`);
  await expect(page.locator("#alerts")).toBeFocused();

  const muted = await alerts.first().getAttribute("aria-label");
  await alerts
    .first()
    .getByRole("button", { name: /^Mute for this key/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "For 7 days" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(count).toHaveText(`Alerts${open - 2} open`);

  await page.getByRole("radio", { name: /^Muted/ }).click();
  await expect(page).toHaveURL(/status=muted/);
  await expect(page.getByRole("article", { name: muted ?? "" })).toContainText("Muted by Ada Winter");
  await page.getByRole("button", { name: /^Unmute/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "None muted" })).toBeVisible();
  await expect(count).toHaveText(`Alerts${open - 1} open`);

  await visit(page, `${instance.dashboard}${team}/keys`);
  await page.getByRole("link", { name: /^Look at/ }).click();
  await expect(page).toHaveURL(/\/alerts$/);
  await context.close();
});

/** A square of one colour as BMP, which no logo is kept as: the browser draws it anew. */
function bitmap(side: number): Buffer {
  const [head, row] = [54, side * 4];
  const bytes = Buffer.alloc(head + row * side, 0x90);
  bytes.fill(0, 0, head);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(head, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(side, 18);
  bytes.writeInt32LE(side, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(32, 28);
  return bytes;
}

test("the operator gives the product a name by keyboard and a logo, and everybody sees them at once", async ({
  browser,
}) => {
  const context = await browser.newContext({ storageState: signedIn });
  const page = await context.newPage();
  await visit(page, `${instance.dashboard}/operator/product`);
  await page.getByLabel("Product name").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Acme Rail");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Name saved")).toBeVisible();
  const logo = { name: "logo.bmp", mimeType: "image/bmp", buffer: bitmap(300) };
  await page.getByLabel("Logo file").setInputFiles(logo);
  await expect(page.getByText("Logo saved")).toBeVisible();
  await page.getByLabel("Logo file").setInputFiles({ ...logo, buffer: Buffer.from("<svg/>") });
  await expect(page.getByRole("alert").filter({ hasText: "cannot be read as a picture" })).toBeVisible();

  const visitor = await browser.newPage();
  await visit(visitor, `${instance.dashboard}/sign-in`);
  await expect(visitor).toHaveTitle("Sign in · Acme Rail");
  await expect(visitor.getByText("Acme Rail")).toBeVisible();
  const drawn = visitor.locator("img[src^='/api/logo/']");
  await expect.poll(() => drawn.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(256);

  await page.getByRole("button", { name: "Remove logo" }).click();
  await expect(page.getByText("Logo removed")).toBeVisible();
  await page.getByRole("link", { name: "Audit" }).click();
  await expect(page.getByText("renamed the product")).toBeVisible();
  await visitor.context().close();
  await context.close();
});
