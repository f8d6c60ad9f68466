import { expect, type Page } from "@playwright/test";
import { totpCode } from "@/lib/auth/second-factor/totp";
import { visit } from "./visit";

/** Turns the second factor of who is signed in on. @returns what was shown once */
export async function enrolSecondFactor(page: Page, dashboard: string): Promise<{ secret: string; code: string }> {
  await visit(page, `${dashboard}/account/security`);
  await page.getByRole("button", { name: "Set up second factor" }).click();
  const secret = ((await page.getByTestId("totp-secret").textContent()) ?? "").replaceAll(" ", "");
  await page.getByRole("textbox", { name: "Code" }).fill(totpCode(secret, Date.now()));
  await page.keyboard.press("Enter");
  const kept = page.getByRole("dialog", { name: "Keep these recovery codes" });
  await expect(kept.getByRole("listitem")).toHaveCount(10);
  const [code = ""] = await kept.getByRole("listitem").allTextContents();
  await kept.getByRole("button", { name: "Copy recovery codes" }).click();
  await kept.getByRole("button", { name: "Done" }).click();
  await expect(kept).toBeHidden();
  return { secret, code };
}
