import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { type Instance, startInstance } from "./support/instance";
import { atRest, lookAt } from "./support/look";
import { type Jar, postSignIn, withCookies } from "./support/sign-in";
import { reload, visit } from "./support/visit";

// Over 250 lines since what is proven in one session is taken away in the next, on one running product.
// A person's own account: second factor, recovery codes, sessions, the proof asked for again; and a cookie that is played back
// after its right was taken away.

const EMAIL = "grace@example.com";
const PASSWORD = "nanoseconds on a wire rack";
const TEAM = "/compilers-co";

let instance: Instance;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  instance = await startInstance();
  const page = await browser.newPage();
  await visit(page, instance.dashboard);
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByLabel("Team").fill("Compilers & Co");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/compilers-co\/keys/);
  await page.context().close();
});
test.afterAll(async () => {
  expect(await instance.stop()).toBe(0);
});

const query = (sql: string, values: unknown[] = []) => instance.database((client) => client.query(sql, values));
/** As if the last proof were eleven minutes old. */
const makeStale = () => query("UPDATE sessions SET authenticated_at = authenticated_at - interval '11 minutes'");
const codeOf = (secret: string, stepsAhead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });
/** Another code may follow within the same half minute. */
const forgetStep = () => query("UPDATE second_factors SET last_step = 0");

async function typeCode(page: Page, code: string): Promise<void> {
  await expect(page).toHaveURL(/second-factor/);
  await atRest(page);
  await page.getByLabel("Code").fill(code);
}

async function typePassword(page: Page): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-in?callbackUrl=%2Faccount%2Fsecurity`);
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
}

/** What the page says of it; a copy that still streams in is hidden, and no region. */
const secondFactor = (page: Page) => page.getByRole("region", { name: "Second factor" });

test("set up by keyboard, asked for at the next sign-in, and a recovery code lets in once", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await typePassword(page);
  await expect(page).toHaveURL(/\/account\/security/);
  await makeStale();

  // The old sign-in is asked for the password first; Escape leaves everything as it was.
  const setUp = page.getByRole("button", { name: "Set up second factor" });
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await setUp.focus();
  await page.keyboard.press("Enter");
  await expect(proof.getByRole("textbox", { name: "Password" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(proof).toBeHidden();
  await expect(setUp).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(proof.getByRole("textbox", { name: "Password" })).toBeFocused();
  await page.keyboard.type("not the right password");
  await page.keyboard.press("Enter");
  await expect(proof.getByText("This is not your password.")).toBeVisible();
  await expect(proof.getByRole("textbox", { name: "Password" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");

  const enrol = page.getByRole("dialog", { name: "Set up second factor" });
  await expect(enrol.getByRole("textbox", { name: "Code" })).toBeFocused();
  await expect(enrol.getByRole("img", { name: "QR code with the secret" })).toBeVisible();
  const secret = ((await enrol.getByTestId("totp-secret").textContent()) ?? "").replaceAll(" ", "");
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(enrol.getByText("This code does not count.")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(codeOf(secret));
  await page.keyboard.press("Enter");

  const kept = page.getByRole("dialog", { name: "Keep these recovery codes" });
  await expect(kept.getByRole("button", { name: "Copy recovery codes" })).toBeFocused();
  const codes = await kept.getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await lookAt(page, "recovery-codes");
  await page.keyboard.press("Escape");
  await expect(kept).toBeVisible();
  const downloading = page.waitForEvent("download");
  await kept.getByRole("button", { name: "Download" }).press("Enter");
  expect((await downloading).suggestedFilename()).toBe("recovery-codes.txt");
  await kept.getByRole("button", { name: "Done" }).press("Enter");
  await expect(kept).toBeHidden();
  await expect(secondFactor(page).getByText("Recovery codes left: 10")).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace recovery codes" })).toBeFocused();

  // Signed out, the password alone leads to the second step and nowhere else.
  await context.clearCookies();
  await typePassword(page);
  await expect(page).toHaveURL(/\/sign-in\/second-factor/);
  await visit(page, `${instance.dashboard}/account/security`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await typePassword(page);
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.waitForLoadState("networkidle");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This code does not count.")).toBeVisible();
  await expect(page.getByLabel("Code")).toBeFocused();
  await lookAt(page, "second-factor");
  await page.keyboard.type(codeOf(secret, 1));
  await page.keyboard.press("Enter");
  // Back where the sign-in was asked for.
  await expect(page).toHaveURL(/\/account\/security/);

  const [code = ""] = codes;
  for (const expected of ["lets in", "is used"] as const) {
    await context.clearCookies();
    await typePassword(page);
    await typeCode(page, code);
    await page.keyboard.press("Enter");
    if (expected === "lets in") await expect(secondFactor(page).getByText("Recovery codes left: 9")).toBeVisible();
    else await expect(page.getByText("This code does not count.")).toBeVisible();
  }

  // The second step without the first, with somebody else's proof or none.
  const jar: Jar = new Map();
  expect((await postSignIn(instance, jar, "second-factor", { code: codeOf(secret) })).path).toContain("error=");
  expect((await withCookies(jar, `${instance.dashboard}/account`)).status).toBe(307);

  // With a factor, the proof wants password and code; turned off, the password is enough again.
  await forgetStep();
  await typePassword(page);
  await typeCode(page, codeOf(secret));
  await page.keyboard.press("Enter");
  await expect(secondFactor(page).getByText("Recovery codes left: 9")).toBeVisible();
  await makeStale();
  await page.getByRole("button", { name: "Turn off" }).click();
  const off = page.getByRole("alertdialog", { name: "Turn off second factor" });
  await off.getByRole("button", { name: "Turn off" }).click();
  await proof.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await forgetStep();
  await proof.getByLabel("Code").fill(codeOf(secret));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Second factor is off")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up second factor" })).toBeFocused();
  const { rows } = await query(
    "SELECT DISTINCT action FROM audit_events WHERE action LIKE 'account.%' ORDER BY action",
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "account.recovery_codes",
    "account.second_factor_off",
    "account.second_factor_on",
  ]);
});

test("a session ended in one browser is refused its next request in the other; a new password ends them all", async ({
  page,
  browser,
}) => {
  await typePassword(page);
  const elsewhere: BrowserContext = await browser.newContext({
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1",
  });
  const other = await elsewhere.newPage();
  await typePassword(other);
  await expect(other).toHaveURL(/\/account\/security/);

  await page.getByRole("link", { name: "Sessions" }).click();
  await expect(page.getByRole("row", { name: /This session/ })).toHaveCount(1);
  await page.getByRole("button", { name: "End session on Safari on iOS" }).click();
  await expect(page.getByText("Session on Safari on iOS ended")).toBeVisible();
  await expect(page.getByRole("button", { name: "End session on Safari on iOS" })).toBeHidden();
  await other.getByRole("link", { name: "Profile" }).click();
  await expect(other).toHaveURL(/\/sign-in/);

  await typePassword(other);
  await expect(other).toHaveURL(/\/account\/security/);
  await visit(page, `${instance.dashboard}/account/security`);
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("a wire rack of nanoseconds");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Password changed, \d+ other sessions? ended/)).toBeVisible();
  await reload(other);
  await expect(other).toHaveURL(/\/sign-in/);
  await page.getByLabel("Current password").fill("a wire rack of nanoseconds");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Password changed").last()).toBeVisible();
  await elsewhere.close();
});

test("revoking many asks again on top of the dialog that asks for it; giving up leaves both as they were", async ({
  page,
}) => {
  await typePassword(page);
  await expect(page).toHaveURL(/\/account\/security/);
  await visit(page, `${instance.dashboard}${TEAM}/keys`);
  await atRest(page);
  await page.keyboard.press("c");
  const create = page.getByRole("dialog", { name: "Create key" });
  await create.getByLabel("Label").fill("Old importer");
  await create.getByRole("checkbox", { name: /^read/ }).click();
  await create.getByLabel("Label").press("Enter");
  await page.getByRole("button", { name: "Copy secret" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await query("UPDATE keys SET created_at = created_at - interval '200 days'");
  await visit(page, `${instance.dashboard}${TEAM}/review`);
  await page.getByRole("checkbox", { name: "Select Old importer" }).click();
  await makeStale();
  await page.getByRole("button", { name: "Revoke keys" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Revoke 1 key" });
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.getByLabel(/to confirm/).fill("1");
  await page.keyboard.press("Enter");
  await expect(proof.getByRole("textbox", { name: "Password" })).toBeFocused();
  // Presses inside belong to it alone.
  await proof.getByRole("textbox", { name: "Password" }).click();
  await page.keyboard.type("wrong wrong wrong wrong");
  await page.keyboard.press("Escape");
  await expect(proof).toBeHidden();
  await expect(dialog.getByText("Confirm that it is you, then do this again.")).toBeVisible();
  await expect(dialog.getByLabel(/to confirm/)).toHaveValue("1");
  await dialog.getByRole("button", { name: /^Revoke/ }).click();
  await proof.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await proof.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(page.getByText("1 key is revoked")).toBeVisible();
  await expect(proof).toBeHidden();
  await expect(dialog).toBeHidden();
});

test("a cookie played back is refused at the next request: after sign-out, revocation, new password, removal, another role", async () => {
  const signIn = async (): Promise<Jar> => {
    const jar: Jar = new Map();
    expect(await postSignIn(instance, jar, "credentials", { email: EMAIL, password: PASSWORD })).toEqual({
      status: 200,
      path: "/",
    });
    return jar;
  };
  /** A page of the team, a data route of it and a page of the account, asked with the cookie as it once was. */
  const statuses = async (jar: Jar) => {
    const answers: number[] = [];
    for (const path of [`${TEAM}/keys`, `${TEAM}/keys/search?q=a`, "/account/security"])
      answers.push((await withCookies(new Map(jar), `${instance.dashboard}${path}`)).status);
    return answers;
  };
  const [IN, OUT] = [
    [200, 200, 200],
    [307, 401, 307],
  ];
  const ends: Record<string, (jar: Jar) => Promise<unknown>> = {
    "sign-out": async (jar) => {
      const copy: Jar = new Map(jar);
      const { csrfToken } = await (await withCookies(copy, `${instance.dashboard}/api/auth/csrf`)).json();
      await withCookies(copy, `${instance.dashboard}/api/auth/signout`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ csrfToken, json: "true" }).toString(),
      });
    },
    "the operator's reset": () => instance.admin("user", "reset-password", "--email", EMAIL, "--password", PASSWORD),
    "idle for seven days": () => query("UPDATE sessions SET last_seen_at = now() - interval '7 days'"),
    "thirty days": () => query("UPDATE sessions SET expires_at = now()"),
  };
  for (const [name, end] of Object.entries(ends)) {
    const jar = await signIn();
    expect(await statuses(jar), name).toEqual(IN);
    await end(jar);
    expect(await statuses(jar), name).toEqual(OUT);
    // next-auth's own endpoint tells nothing about it either.
    const told = await (await withCookies(new Map(jar), `${instance.dashboard}/api/auth/session`)).json();
    expect(Object.keys(told), name).toEqual(["expires"]);
  }

  const jar = await signIn();
  await query("INSERT INTO users (id, email, name) VALUES (gen_random_uuid(), 'other@example.com', 'Other')");
  await query(
    "INSERT INTO memberships (team_id, user_id, role) SELECT t.id, u.id, 'owner' FROM teams t, users u WHERE u.email = 'other@example.com'",
  );
  const mine = "user_id = (SELECT id FROM users WHERE email = $1)";
  const html = async () => (await withCookies(new Map(jar), `${instance.dashboard}${TEAM}/keys`)).text();
  expect(await html()).toContain("Create key");
  await query(`UPDATE memberships SET role = 'viewer' WHERE ${mine}`, [EMAIL]);
  expect(await html()).not.toContain("Create key");
  await query(`DELETE FROM memberships WHERE ${mine}`, [EMAIL]);
  expect(await statuses(jar)).toEqual([404, 404, 200]);

  // What is no cookie of ours is nobody.
  for (const value of ["garbage", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA", "a".repeat(4_000)])
    expect(await statuses(new Map([...jar.keys()].map((name) => [name, value])))).toEqual(OUT);
});
