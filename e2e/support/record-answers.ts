import type { Page } from "@playwright/test";

/** What the dashboard answered: `what` is "action", or the path of the document or payload. */
export type RecordedAnswer = { what: string; body: string; caching: string };

/** Every answer of this origin that the page reads, from now on. */
export async function recordAnswers(page: Page, origin: string): Promise<RecordedAnswer[]> {
  const answers: RecordedAnswer[] = [];
  // Read on its way: the browser gives bodies up, and of an action's answer none may be missed.
  await page.route(`${origin}/**`, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    const response = await route.fetch();
    const body = await response.text();
    answers.push({ what: "action", body, caching: response.headers()["cache-control"] ?? "" });
    await route.fulfill({ response, body });
  });
  page.on("response", async (response) => {
    const request = response.request();
    if (request.method() === "POST" || !response.url().startsWith(origin)) return;
    if (!["document", "fetch"].includes(request.resourceType())) return;
    // A payload that was fetched ahead may be given up.
    const body = await response.text().catch(() => "");
    answers.push({ what: new URL(response.url()).pathname, body, caching: response.headers()["cache-control"] ?? "" });
  });
  return answers;
}
