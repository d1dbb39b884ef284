/**
 * The stories in `tests/e2e/scenarios`, in Debian's Chromium against the real server.
 * `npm run e2e -- -g NAME` runs those whose names contain NAME.
 */
import { defineConfig } from "@playwright/test";
import { LAUNCH } from "./tests/e2e/support/browser.js";

export default defineConfig({
  testDir: "tests/e2e/scenarios",
  globalSetup: "./tests/e2e/support/program.js",
  // Each worker has a server and a browser of its own; a story uses about one processor.
  workers: 2,
  fullyParallel: true,
  // A story that takes longer than this hangs.
  timeout: 120_000,
  // second-goes.js says how many may need one, and why.
  retries: 1,
  forbidOnly: true,
  reporter: [["list"], ["./tests/e2e/support/second-goes.js"]],
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    launchOptions: LAUNCH,
    screenshot: "only-on-failure",
    trace: "on-first-retry",
  },
});
