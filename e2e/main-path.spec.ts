import { expect, type Page, test } from "@playwright/test";
import { enrolSecondFactor } from "./support/enrol-second-factor";
import { send, type Verified } from "./support/http";
import { type Instance, startInstance } from "./support/instance";
import { atRest } from "./support/look";
import { heldBy, type Needles, placesHolding, randomPart } from "./support/plaintext";
import { recordAnswers } from "./support/record-answers";
import { reload, visit } from "./support/visit";
import { startWatchedRedis, type WatchedRedis } from "./support/watched-redis";

// Over 250 lines since it is the way of one key through the product, told in order.

const EMAIL = "grace@example.com";
const PASSWORD = "nanoseconds on a wire rack";
const LABEL = "Production – Zahlungen 💳";

let instance: Instance;
let redis: WatchedRedis | null;
/** What was secret in these tests; the last one looks for all of it, everywhere. */
const canaries: Needles = { "the password": PASSWORD };
test.beforeAll(async () => {
  test.setTimeout(300_000);
  redis = await startWatchedRedis();
  if (redis !== null) process.env.REDIS_URL = redis.url;
  try {
    instance = await startInstance();
  } finally {
    delete process.env.REDIS_URL;
  }
});
test.afterAll(async () => {
  expect(await instance.stop()).toBe(0);
  await redis?.stop();
});

/** What the browser says that nobody should have to read: errors, warnings, failed loads. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  return said;
}

/** One more service token, which is a canary too. */
async function serviceToken(): Promise<string> {
  const { token } = await instance.admin<{ token: string }>("service-token", "create", "--name", "another");
  Object.assign(canaries, { "another service token": token.slice(-49) });
  return token;
}

/** The number under a tile's title, once it is in its place: while a page streams in, what has come is in the document twice. */
const tile = (page: Page, title: string) =>
  page
    .getByRole("region", { name: "Usage" })
    .locator("dt", { hasText: new RegExp(`^${title}$`) })
    .locator("xpath=following-sibling::dd[1]");

test("sign up, create, see once, call, watch, rotate, end, revoke", async ({ page }) => {
  test.setTimeout(180_000);
  const said = complaints(page);

  // First run: the first account becomes the operator's and owns a team.
  await visit(page, instance.dashboard);
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
    await reload(page);
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
  await page.getByRole("button", { name: "Finish now" }).click();
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

  Object.assign(canaries, { "the first secret": randomPart(secret), "its successor": randomPart(successor) });
  Object.assign(canaries, { "the service token": token.slice(-49) });
  await reload(page);
  const shown = await page.content();
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
  );
  expect([...heldBy("the page", shown, canaries), ...heldBy("the browser", stored, canaries)]).toEqual([]);
  expect(said).toEqual([]);
});

async function signIn(page: Page): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(EMAIL);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
}

test("sign-out ends the session on the server: the old cookie opens nothing", async ({ page, context }) => {
  await visit(page, `${instance.dashboard}/sign-in`);
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
  await visit(page, `${instance.dashboard}/compilers-co/keys`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("stored retrievably, a secret is shown again to who signed in just now, in that answer alone; and nothing that was secret is anywhere", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const said = complaints(page);
  await instance.database((client) => client.query("UPDATE deployment SET storage_mode = 'retrievable'"));
  await signIn(page);
  const answers = await recordAnswers(page, instance.dashboard);

  await atRest(page);
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Create key" })).toBeVisible();
  await page.keyboard.type("Devices in the field");
  await page.getByRole("checkbox", { name: /^read/ }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Label").press("Enter");
  const reveal = page.getByRole("dialog", { name: "Secret", exact: true });
  const secret = (await reveal.locator("[data-secret]").textContent()) ?? "";
  expect(secret).toMatch(/^myapi_live_/);
  // Nothing is lost by closing it: no question is asked.
  await page.keyboard.press("Escape");
  await expect(reveal).toBeHidden();

  // Signed in an hour ago, they are asked who they are.
  await instance.database((client) => client.query("UPDATE sessions SET authenticated_at = now() - interval '1 hour'"));
  await page.getByRole("link", { name: "Devices in the field" }).click();
  await page.getByRole("button", { name: /^Reveal myapi_live_/ }).click();
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await proof.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(reveal.locator("[data-secret]")).toHaveText(secret);
  await expect(page.getByText(/revealed a/)).toBeAttached();
  await reveal.getByRole("button", { name: "Done" }).click();
  await expect(reveal).toBeHidden();
  await expect(page.getByRole("button", { name: /^Reveal myapi_live_/ })).toBeFocused();
  await reload(page);
  await page.waitForLoadState("networkidle");
  const holding = answers.filter(({ body }) => body.includes(randomPart(secret)));
  expect(holding.map(({ what }) => what)).toEqual(["action", "action"]);
  for (const { caching } of holding) expect(caching).toContain("no-store");

  Object.assign(canaries, { "the retrievable secret": randomPart(secret) });
  const { token } = await instance.admin<{ token: string }>("access-token", "create", "--team", "compilers-co");
  Object.assign(canaries, { "the access token": token.slice(-49) });
  const { key } = (await send<Verified>("POST", `${instance.gateway}/v1/verify`, await serviceToken(), { key: secret }))
    .body;
  const factor = await enrolSecondFactor(page, instance.dashboard);
  Object.assign(canaries, { "the second factor": factor.secret, "a recovery code": factor.code });

  // Every page of the team, as a document and as the payload that a link fetches.
  const paths = ["keys", `keys/${key?.id}`, "usage", "alerts", "review"].map((path) => `/compilers-co/${path}`);
  for (const path of [...paths, "/account/security", "/docs/authentication", "/docs/storage"]) {
    for (const headers of [undefined, { RSC: "1" }]) {
      const response = await page.request.get(instance.dashboard + path, { headers });
      expect(response.status(), path).toBe(200);
      expect(heldBy(path, await response.text(), canaries)).toEqual([]);
    }
  }
  expect(await placesHolding(instance, canaries)).toEqual([]);
  if (redis !== null) {
    const all = await redis.all();
    // It is the Redis of these gateways: the limits of the key that was asked about are in it.
    expect(all).toMatch(/eval/i);
    expect(heldBy("Redis", all, canaries)).toEqual([]);
  }
  const { versions } = await instance.admin<{ versions: object[] }>("kek", "status");
  expect(versions).toEqual([{ version: 1, secrets: 1, secondFactors: 1, webhookSecrets: 0, key: "opens" }]);
  // The search itself finds what is there: the public id, in its tables and in PostgreSQL's files.
  const found = await placesHolding(instance, { it: secret.split("_")[2] ?? "" });
  expect(found).toEqual(expect.arrayContaining(["it in table secrets", "it in table sealed_secrets"]));
  expect(found.some((place) => place.includes("/data/"))).toBe(true);
  expect(said).toEqual([]);
});
