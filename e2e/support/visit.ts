import type { Page, Response } from "@playwright/test";

/**
 * In the browser: React has taken over what the server sent, all of it. It leaves a property of its own on each element that it has
 * hydrated; before, nothing answers to a click, and what is typed is lost. What comes later waits hidden beside the page.
 */
const isAlive = (): boolean =>
  document.querySelector("body > [hidden][id^='S:']") === null &&
  [...document.querySelectorAll("#app :is(a, button, input)")].every((element) =>
    Object.keys(element).some((name) => name.startsWith("__react")),
  );

/** Waits until the page that is open can be used, which on a busy machine is a while after it can be seen. */
export const usable = (page: Page) => page.waitForFunction(isAlive);

/** Loads the page that is open anew and waits until it can be used. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await usable(page);
}

/** Opens a page and waits until it can be used. */
export async function visit(page: Page, url: string): Promise<Response | null> {
  const response = await page.goto(url);
  await usable(page);
  return response;
}
