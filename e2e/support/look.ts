import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { usable } from "./visit";

/** In the browser: nothing is loading any more and every chart is drawn. */
function isAtRest(): boolean {
  // A button is busy for as long as the dialog is open that it asks its question in.
  const isLoading = [...document.querySelectorAll("[aria-busy=true]:not(button), [role=status]")].some(
    (element) => element.ariaBusy === "true" || element.textContent?.startsWith("Loading"),
  );
  const isDrawn = [...document.querySelectorAll(".recharts-responsive-container")].every((box) =>
    box.querySelector("svg"),
  );
  return !isLoading && isDrawn;
}

/** Waits until a page answers to keys and clicks, and nothing on it is still to come. */
export const atRest = async (page: Page): Promise<void> => {
  await page.waitForFunction(isAtRest);
  await usable(page);
};

const isQuick = process.env.LOOK === "quick";

async function violations(page: Page): Promise<string[]> {
  // There are no frames to put together, and only violations are read: that is a third of the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  // From the ninth row on a table repeats what its first rows are made of; looking at each text's contrast is what takes the time.
  if (isQuick) axe.exclude("tbody > tr:nth-child(n + 9)");
  const found = await axe.analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
}

/**
 * Looks at a page as it stands, in both themes: nothing wider than the screen, no accessibility violation. Pictures for a
 * person to look at are in test-results/screens. With LOOK=quick only in the theme it is in, of each table the first rows, and without pictures.
 */
export async function lookAt(page: Page, view: string): Promise<void> {
  await atRest(page);
  const width = page.viewportSize()?.width;
  const now = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const other = now === "dark" ? "light" : "dark";
  for (const theme of isQuick ? ([now] as const) : ([now, other] as const)) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toContainClass(theme);
    const name = `${view}-${theme}-${width}`;
    if (!isQuick) await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    expect.soft(await violations(page), name).toEqual([]);
  }
}
