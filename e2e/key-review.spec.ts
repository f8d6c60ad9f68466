import { expect, type Page } from "@playwright/test";
import type { Instance } from "./support/instance";
import { test } from "./support/shared-instance";
import { visit } from "./support/visit";

// The owner's sheet and what a key's dialogs say before they act, on the demo team.

const TEAM = "/acme-payments";
let instance: Instance;
test.beforeAll(({ demo }) => {
  instance = demo;
});

async function signIn(page: Page, email: string): Promise<void> {
  await visit(page, `${instance.dashboard}/sign-in`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill("acme-demo-password");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/keys/);
}

const row = (page: Page, label: string) => page.getByRole("row", { name: label });

test("keys nobody needs are chosen, counted, and revoked together by keyboard, each in its own audit", async ({
  page,
}) => {
  // Keys of this test's own, as the demo has one: the others look at the demo's.
  const labels = ["Trial of last summer", "Trial of last autumn"];
  const ids = await instance.database(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO keys SELECT (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(), 'label', l))).*
       FROM keys k, unnest($1::text[]) AS l WHERE k.label = 'Data warehouse export' RETURNING id`,
      [labels],
    );
    return rows.map(({ id }) => id);
  });
  await signIn(page, "demo@acme.example");
  await page.getByRole("link", { name: "Key review" }).click();
  const neverUsed = page.getByRole("link", { name: /^Never used/ });
  const before = Number((await neverUsed.textContent())?.replace(/\D/g, ""));
  for (const label of labels) {
    await expect(row(page, label)).toContainText("never used");
    await page.getByRole("checkbox", { name: `Select ${label}` }).focus();
    await page.keyboard.press("Space");
  }
  await page.getByRole("button", { name: "Revoke keys" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Revoke 2 keys" });
  await expect(dialog.getByLabel(/to confirm/)).toBeFocused();
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Type 2 to revoke.")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 keys are revoked")).toBeVisible();
  for (const label of labels) await expect(row(page, label)).toBeHidden();
  await expect(neverUsed).toHaveText(new RegExp(`\\D${before - 2}$`));
  const audited = await instance.database((client) =>
    client.query("SELECT target_id FROM audit_events WHERE action = 'key.revoke' AND target_id = ANY($1)", [ids]),
  );
  expect(audited.rows.map(({ target_id }) => target_id).sort()).toEqual(ids.sort());
});

test("a finding is settled with one click, and taken back with another", async ({ page }) => {
  await signIn(page, "demo@acme.example");
  await visit(page, `${instance.dashboard}${TEAM}/review?finding=broad-scopes`);
  await expect(row(page, "Webhook relay")).toContainText("Holds write, not asked for in 30 days.");
  await page.getByRole("button", { name: "Drop unused scopes: Webhook relay" }).click();
  await expect(row(page, "Webhook relay")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone")).toBeVisible();
  // On the key's own page the scopes say the same.
  await visit(page, `${instance.dashboard}${TEAM}/review?finding=broad-scopes`);
  await page.getByRole("link", { name: "Nightly settlement" }).click();
  await expect(page.getByText("Not asked for in 90 days")).toBeVisible();
  await page.getByRole("button", { name: "Drop unused scopes" }).click();
  await expect(page.getByText("Unused scopes of Nightly settlement are dropped")).toBeVisible();
  await expect(page.getByText("Not asked for in 90 days")).toBeHidden();
});

test("who would be refused is said before the label is typed, and not knowing it holds up nothing", async ({
  page,
}) => {
  await signIn(page, "demo@acme.example");
  await visit(page, `${instance.dashboard}${TEAM}/keys?q=Mobile`);
  await page.getByRole("button", { name: "Actions for Mobile apps" }).click();
  await page.getByRole("menuitem", { name: "Revoke key" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText("Who calls")).toBeVisible();
  await expect(dialog.getByText("51.158.22.14").last()).toBeVisible();
  await expect(dialog.getByText(/^(GET|POST) \/v1\//).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.route("**/blast-radius", (route) => route.abort());
  await page.getByRole("button", { name: "Actions for Mobile apps" }).click();
  await page.getByRole("menuitem", { name: "Revoke key" }).click();
  await expect(dialog.getByText("What it would break cannot be told")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Revoke key" })).toBeEnabled();
});

test("a limit and a list are tried on the last 7 days while they are typed, and never hold up saving", async ({
  page,
}) => {
  await signIn(page, "demo@acme.example");
  await visit(page, `${instance.dashboard}${TEAM}/keys?q=Mobile`);
  const edit = async () => {
    await page.getByRole("button", { name: "Actions for Mobile apps" }).click();
    await page.getByRole("menuitem", { name: "Edit key" }).click();
    await page.getByText("Restrict", { exact: true }).click();
  };
  await edit();
  await page.getByLabel("Rate limit", { exact: true }).fill("40");
  await expect(page.getByText(/It would have refused (at least|about) [\d,]+ of [\d,]+ requests/)).toBeVisible();
  await page.getByLabel(/Allowed addresses/).fill("10.0.0.0/8");
  await expect(page.getByText(/\(100\s%\) from \d+ addresses/)).toBeVisible();
  await page.keyboard.press("Escape");

  // The answer never comes; the change is saved all the same.
  await page.route("**/limit-trial?**", () => {});
  await edit();
  await page.getByLabel("Rate limit", { exact: true }).fill("5000");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Changes saved")).toBeVisible();
});

test("whoever may only read sees the sheet and no way to act", async ({ page }) => {
  await signIn(page, "priya@acme.example");
  await visit(page, `${instance.dashboard}${TEAM}/review`);
  await expect(row(page, "Office tools")).toContainText("Has no expiry");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Revoke|Set expiry|Rotate|Drop/ })).toHaveCount(0);
});
