import { expect, type Page, test } from "@playwright/test";
import { type FakeProvider, startFakeProvider } from "@/lib/testing/fake-provider";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { type Instance, startInstance } from "./support/instance";
import { visit } from "./support/visit";

// Every way in beside a password that was known from the start, with a real mail server and a real provider on loopback.

const PASSWORD = "nanoseconds on a wire rack";
let instance: Instance;
let provider: FakeProvider;
let sink: MailSink;
/** Everything that may stand in no log. */
const secrets: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  [provider, sink] = [await startFakeProvider(), await startMailSink()];
  const settings = {
    SMTP_URL: sink.url,
    MAIL_FROM: "Acme API <keys@example.com>",
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    GITHUB_ID: "github-client",
    GITHUB_SECRET: "github-secret",
  };
  Object.assign(process.env, settings);
  try {
    instance = await startInstance();
  } finally {
    for (const name of Object.keys(settings)) delete process.env[name];
  }
  // The operator's account is the first, and counts at once.
  const operator = ["--email", "operator@example.com", "--password", PASSWORD, "--team", "Compilers"];
  await instance.admin("bootstrap", ...operator);
});
test.afterAll(async () => {
  for (const secret of [...secrets, ...provider.given].filter(Boolean)) expect(instance.output()).not.toContain(secret);
  expect(await instance.stop()).toBe(0);
  await Promise.all([provider.stop(), sink.stop()]);
});

const password = (page: Page) => page.getByRole("textbox", { name: /password/i });

async function signUp(page: Page, email: string): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-up`);
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Email").fill(email);
  await password(page).fill(PASSWORD);
  await page.getByLabel("Team").fill("Compilers");
  await page.keyboard.press("Enter");
}
async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await password(page).fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
/** The link in the newest mail to this address, which came after so many others. */
async function linkTo(address: string, after = 0): Promise<string> {
  const { text } = await sink.mailTo(address, after);
  const link = /^http:\S+\/(reset-password|confirm-email)\/\S+$/m.exec(text)?.[0] ?? "";
  secrets.push(link.split("/").at(-1) ?? "");
  return link;
}
const continueWithProvider = (page: Page) =>
  page.getByRole("button", { name: `Continue with ${new URL(provider.issuer).host}` });

test("an account counts once its address is confirmed; a password that is forgotten is chosen anew by mail", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const context = await browser.newContext();
  const their = await context.newPage();
  await signUp(their, "grace@example.com");
  await expect(their.getByText("Look into the mail of grace@example.com")).toBeVisible();
  // The same words for an address that has an account.
  const other = await context.newPage();
  await signUp(other, "operator@example.com");
  await expect(other.getByText("Look into the mail of operator@example.com")).toBeVisible();
  expect((await sink.mailTo("operator@example.com")).subject).toBe("You have an account at Latchkey");
  await other.close();

  // Signed in, and nowhere but at the confirmation.
  await visit(their, `${instance.dashboard}/sign-in`);
  await signIn(their, "grace@example.com", PASSWORD);
  await expect(their.getByRole("heading", { name: "Confirm your address" })).toBeVisible();
  for (const path of ["/compilers-2/keys", "/account/security", "/"]) {
    await visit(their, instance.dashboard + path);
    await expect(their).toHaveURL(/\/confirm-email$/);
  }
  const before = sink.mails.length;
  await their.getByRole("button", { name: "Send link again" }).click();
  await expect(their.getByText("A new link is on its way")).toBeVisible();
  const confirm = await linkTo("grace@example.com", before);
  const answer = await visit(their, confirm);
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  await their.getByRole("button", { name: "Confirm address" }).click();
  await expect(their).toHaveURL(/\/compilers-2\/keys/);

  // Forgotten.
  const lost = await (await browser.newContext()).newPage();
  await visit(lost, `${instance.dashboard}/sign-in`);
  await lost.getByRole("link", { name: "Forgot password" }).click();
  await expect(lost.getByRole("heading", { name: "Forgot password" })).toBeVisible();
  const sent = sink.mails.length;
  await lost.getByLabel("Email").fill("grace@example.com");
  await lost.keyboard.press("Enter");
  await expect(lost.getByText("If grace@example.com has an account")).toBeVisible();
  const reset = await linkTo("grace@example.com", sent);
  expect((await visit(lost, reset))?.headers()["referrer-policy"]).toBe("no-referrer");
  await password(lost).fill("fifteen new characters");
  await lost.getByRole("button", { name: "Change password" }).click();
  await expect(lost.getByText("The password is changed")).toBeVisible();
  await visit(lost, reset);
  await expect(lost.getByRole("heading", { name: "This link serves no longer" })).toBeVisible();
  // Every session ended with it, and the new password opens one.
  await visit(their, `${instance.dashboard}/compilers-2/keys`);
  await expect(their).toHaveURL(/\/sign-in/);
  await signIn(their, "grace@example.com", "fifteen new characters");
  await expect(their).toHaveURL(/\/compilers-2\/keys/);
  await context.close();
  await lost.context().close();

  const { link } = await instance.admin<{ link: string }>(
    "user",
    "reset-password",
    "--email",
    "grace@example.com",
    "--link",
  );
  secrets.push(link.split("/").at(-1) ?? "");
  await visit(page, link);
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
});

test("a provider opens an account, never somebody else's, and links only to who is signed in", async ({ browser }) => {
  test.setTimeout(120_000);
  provider.person = { sub: "ada-1", name: "Ada", email: "ada@example.com", email_verified: true };
  const ada = await (await browser.newContext()).newPage();
  await visit(ada, `${instance.dashboard}/sign-in`);
  await expect(ada.getByRole("button", { name: "Continue with GitHub" })).toBeVisible();
  await expect(ada.getByRole("button", { name: "Continue with Google" })).toHaveCount(0);
  await continueWithProvider(ada).click();
  await expect(ada.getByRole("heading", { name: "You are in no team" })).toBeVisible();
  await ada.context().close();

  // An address that has an account is not let into it.
  provider.person = { sub: "thief-1", name: "Thief", email: "operator@example.com", email_verified: true };
  const context = await browser.newContext();
  const page = await context.newPage();
  await visit(page, `${instance.dashboard}/sign-in`);
  await continueWithProvider(page).click();
  await expect(page.getByText("This address has an account already")).toBeVisible();

  // Signed in with their password, the operator links it, and comes in by it from then on.
  await signIn(page, "operator@example.com", PASSWORD);
  await expect(page).toHaveURL(/\/compilers\/keys/);
  await visit(page, `${instance.dashboard}/account/security`);
  const host = new URL(provider.issuer).host;
  await page.getByRole("button", { name: `Link ${host}` }).click();
  await expect(page.getByRole("button", { name: `Unlink ${host}` })).toBeVisible();
  const again = await (await browser.newContext()).newPage();
  await visit(again, `${instance.dashboard}/sign-in`);
  await continueWithProvider(again).click();
  await expect(again).toHaveURL(/\/compilers\/keys/);
  await again.context().close();
  await context.close();
});

test("an answer of one provider that arrives at another's door lets nobody in", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await visit(page, `${instance.dashboard}/sign-in`);
  // What the button does, but for the last step: the answer is looked at before it arrives.
  const leaving = await page.evaluate(async () => {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, callbackUrl: "/", json: "true" });
    return (await (await fetch("/api/auth/signin/oidc", { method: "POST", body })).json()).url as string;
  });
  const sent = await fetch(leaving, { redirect: "manual" });
  const answer = new URL(sent.headers.get("location") ?? "");
  expect(answer.pathname).toBe("/api/auth/callback/oidc");
  secrets.push(answer.searchParams.get("code") ?? "", answer.searchParams.get("state") ?? "");

  const github = new URL(answer);
  github.pathname = "/api/auth/callback/github";
  await visit(page, github.href);
  await expect(page.getByText("The provider's answer was refused")).toBeVisible();
  const foreign = new URL(answer);
  foreign.searchParams.set("iss", "https://github.com/login/oauth");
  await visit(page, foreign.href);
  await expect(page.getByText("The provider's answer was refused")).toBeVisible();
  await visit(page, `${instance.dashboard}/compilers/keys`);
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});
