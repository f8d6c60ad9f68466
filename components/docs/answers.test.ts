import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STATUS_OF } from "@/lib/verification/code";
import { REFUSAL_CAUSES, REFUSALS } from "@/lib/verification/refusal";
import { allowedAnswer, refusedAnswer } from "./answers";
import { DOC_PAGES, pagesAround } from "./doc-pages";
import { REFUSAL_WORDS } from "./refusal-words";
import { refusalsByStatus } from "./refusals-by-status";

const deployment = { productName: 'Acme "Pay"', scope: "write", window: { limit: 1000, windowSeconds: 60 } };

test("every outcome of a verification but VALID is a refusal, with the status that the gateway answers", () => {
  const { VALID, ...refused } = STATUS_OF;
  for (const [code, status] of Object.entries(refused)) {
    expect(REFUSALS[code as keyof typeof refused].status, code).toBe(status);
  }
  expect(VALID).toBe(200);
  expect(refusalsByStatus().map(({ status }) => status)).toEqual([400, 401, 403, 429, 503]);
  expect(refusalsByStatus().flatMap(({ causes }) => causes)).toHaveLength(REFUSAL_CAUSES.length);
  for (const { when, next } of Object.values(REFUSAL_WORDS)) expect(`${when} ${next}`).toMatch(/^[A-Z].*\.$/);
});

test("a refusal is shown as it is answered: status line, challenge, limits, a problem that parses", () => {
  for (const cause of REFUSAL_CAUSES) {
    const [head = "", body = ""] = refusedAnswer(cause, deployment).split("\n\n");
    expect(head).toContain(`HTTP/1.1 ${REFUSALS[cause].status} `);
    expect(JSON.parse(body)).toMatchObject({ type: "about:blank", ...REFUSALS[cause] });
    expect("requestId" in JSON.parse(body)).toBe(REFUSALS[cause].status !== 401);
    expect(head.includes("Retry-After")).toBe([429, 503].includes(REFUSALS[cause].status));
  }
  expect(refusedAnswer("INSUFFICIENT_SCOPE", deployment)).toContain(
    'WWW-Authenticate: Bearer realm="Acme Pay", error="insufficient_scope", scope="write"',
  );
  expect(refusedAnswer("NO_KEY", deployment)).toContain('WWW-Authenticate: Bearer realm="Acme Pay"\n');
  expect(refusedAnswer("RATE_LIMITED", deployment)).toContain(
    "X-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1713100800",
  );
  expect(allowedAnswer(deployment.window)).toContain('RateLimit: "default";r=847;t=23');
});

test("every page of the documentation is in its list, and leads to the next", () => {
  const pages = readdirSync("app/docs", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("page.tsx"))
    .map((path) => `/docs/${path.replaceAll("\\", "/").replace("/page.tsx", "")}`);
  const listed = DOC_PAGES.map(({ href }) => href);
  for (const page of pages) {
    expect(listed, page).toContain(page);
    const source = readFileSync(`app${page}/page.tsx`, "utf8");
    expect(source, page).toContain(`path="${page}"`);
  }
  expect(new Set(listed).size).toBe(listed.length);
  expect(pagesAround("/docs/authentication")).toEqual({ before: undefined, after: DOC_PAGES[1] });
  expect(pagesAround("/docs/nowhere")).toEqual({ before: undefined, after: undefined });
});
