import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      // "server-only" throws outside React's server graph; the tests are the server.
      "server-only": `${root}server/testing/server-only.ts`,
      "@": root.replace(/\/$/, ""),
    },
  },
  test: {
    include: ["{app,components,lib,server,prisma,sdk}/**/*.test.{ts,tsx}"],
    globalSetup: "server/testing/global-setup.ts",
    setupFiles: "server/testing/setup.ts",
    pool: "forks",
    // One more than vitest takes: half of a file's time is waiting, for PostgreSQL and for what takes a while.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
