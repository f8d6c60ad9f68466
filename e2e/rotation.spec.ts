import { expect, type Page } from "@playwright/test";
import type { RevealedKey } from "@/lib/keys/view";
import { send, type Verified } from "./support/http";
import { lookAt } from "./support/look";
import { OPS, type ScriptedInstance, test } from "./support/shared-instance";
import { visit } from "./support/visit";

let instance: ScriptedInstance;
let made: ScriptedInstance["made"];
test.beforeAll(({ scripted }) => {
  instance = scripted;
  made = scripted.made;
});

const EVERY_MS = 400;
const BILLING = { ip: "95.217.163.246", userAgent: "billing/3.9.2 node/22.11.0" };
const NIGHT_OWL = { ip: "52.29.11.7", userAgent: "night-owl/1.4 Go-http-client/2.0" };

const verify = async (question: object): Promise<Verified> =>
  (await send<Verified>("POST", `${made.gatewayUrl}/v1/verify`, made.serviceToken, question)).body;

/** Somebody who calls all the time, with whatever secret they hold; every answer is kept. */
function startCaller(who: typeof BILLING, secret: string) {
  const caller = { secret, answers: [] as Verified[], stop: async () => {} };
  let isRunning = true;
  const run = async () => {
    while (isRunning) {
      caller.answers.push(await verify({ key: caller.secret, ...who, method: "GET", route: "/v1/charges" }));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const running = run();
  caller.stop = () => {
    isRunning = false;
    return running;
  };
  return caller;
}

async function signIn(page: Page): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(OPS.email);
  await page.getByRole("textbox", { name: "Password" }).fill(OPS.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
}

test("a key is rotated under live traffic: who has not moved is named, and once all have it is safe to finish; no call fails", async ({
  page,
}) => {
  test.setTimeout(420_000);
  const said: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  const given = { label: "Charges", environment: "live", scopes: ["read"] };
  const created = await send<RevealedKey>("POST", `${made.dashboardUrl}/api/v1/keys`, made.accessToken, given);
  const { key, secret: old } = created.body;
  const [billing, owl] = [startCaller(BILLING, old), startCaller(NIGHT_OWL, old)];
  await signIn(page);
  await visit(page, `${instance.dashboard}/${made.teamSlug}/keys/${key.id}`);
  const cockpit = page.getByRole("region", { name: "Rotation", exact: true });
  await expect(cockpit).toBeHidden();

  await page.getByRole("button", { name: "Rotate key" }).click();
  await page
    .getByRole("dialog", { name: /^Rotate/ })
    .getByRole("button", { name: "Rotate key" })
    .click();
  const reveal = page.getByRole("dialog").filter({ has: page.locator("[data-secret]") });
  const successor = (await reveal.locator("[data-secret]").textContent()) ?? "";
  await reveal.getByRole("button", { name: "Copy secret" }).click();
  await reveal.getByRole("button", { name: "Done" }).click();

  // Nobody has moved: both are named, and the page keeps up with what happens by itself.
  const caller = ({ ip }: typeof BILLING) => cockpit.getByRole("row", { name: ip });
  const live = { timeout: 60_000 };
  await expect(cockpit.getByText("In use")).toBeVisible(live);
  await expect(cockpit.getByText("2 callers still call with the old secret")).toBeVisible(live);
  await expect(caller(BILLING)).toContainText("Finland");
  await expect(cockpit).toContainText(`…${old.slice(-4)}`);
  await expect(cockpit).toContainText(`…${successor.slice(-4)}`);

  billing.secret = successor;
  await expect(caller(BILLING)).toContainText("Moved", live);
  await expect(caller(NIGHT_OWL)).toContainText("On the old secret");
  await expect(caller(NIGHT_OWL)).toContainText(NIGHT_OWL.userAgent);
  await expect(cockpit.getByText("1 caller still calls with the old secret")).toBeVisible(live);
  await lookAt(page, "rotation-in-use");
  await page.setViewportSize({ width: 390, height: 844 });
  await lookAt(page, "rotation-in-use");
  await page.setViewportSize({ width: 1440, height: 900 });

  // To finish now would refuse somebody, and says whom.
  await cockpit.getByRole("button", { name: "Finish now" }).click();
  const ending = page.getByRole("alertdialog", { name: "End this secret now" });
  await expect(ending).toContainText("1 caller is refused from now on.");
  await expect(ending.getByText(NIGHT_OWL.ip).first()).toBeVisible();
  await lookAt(page, "rotation-finish-in-use");
  await ending.getByRole("button", { name: "Keep secret" }).click();
  await expect(ending).toBeHidden();

  // More time for whoever is left: the very next answer to them says so.
  const before = (await verify({ key: old, ...NIGHT_OWL })).headers["X-Api-Key-Secret-Ends"] ?? "";
  await cockpit.getByRole("button", { name: "Extend" }).click();
  const extending = page.getByRole("dialog", { name: "Extend the old secret" });
  await expect(extending).toContainText("It goes on working until");
  await lookAt(page, "rotation-extend");
  await extending.getByRole("button", { name: "Extend secret" }).click();
  await expect(extending).toBeHidden();
  const after = (await verify({ key: old, ...NIGHT_OWL })).headers["X-Api-Key-Secret-Ends"] ?? "";
  expect(Date.parse(after) - Date.parse(before)).toBe(86_400_000);
  await expect(cockpit.getByText(/^in 1 day 23 h/)).toBeVisible();

  owl.secret = successor;
  await expect(cockpit.getByText("Moved, wait a moment")).toBeVisible(live);
  await expect(cockpit.getByText("Safe to finish", { exact: true })).toBeVisible({ timeout: 180_000 });
  await expect(cockpit.getByText("Both callers known from before call with the new one.")).toBeVisible();
  await lookAt(page, "rotation-safe");
  await cockpit.getByRole("button", { name: "Finish now" }).click();
  await ending.getByRole("button", { name: "End secret" }).click();
  await expect(ending).toBeHidden();
  await expect(cockpit).toBeHidden();
  await Promise.all([billing.stop(), owl.stop()]);
  expect((await verify({ key: old, ...BILLING })).code).toBe("REVOKED");

  const answers = [...billing.answers, ...owl.answers];
  expect(answers.filter(({ code }) => code !== "VALID")).toEqual([]);
  // Two questions of this test's own were accepted, and one was not: none is lost.
  await expect.poll(() => instance.requestsOf(key.id), { timeout: 20_000 }).toBe(answers.length + 3);
  expect(said).toEqual([]);
});
