import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

// `npm test` names one (server/bootstrap/find-browser.mjs); run by hand: an installed one, else Playwright's own (undefined).
const chromium = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);

const DEMO = /(pages|key-review|usage-views|notices)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Two at a time: the files that look at the demo team, which they share, and one of the others.
  workers: 2,
  projects: [
    { name: "demo", testMatch: DEMO, workers: 1 },
    { name: "product", testIgnore: DEMO, workers: 1 },
  ],
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // Bounds, not expectations: a machine that is busy with something else is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    // Recording takes as long as what it records. By hand: --trace on.
    trace: "off",
    screenshot: "only-on-failure",
    actionTimeout: 45_000,
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
