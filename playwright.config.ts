/** Journeys: whole stories in a real browser, with axe on every page visited. Chromium comes inside a package. */

import { defineConfig } from "@playwright/test";
import chromium from "@sparticuz/chromium";

// Unpacks the libraries that the packed Chromium needs; its own list of flags is not used, for it weakens the browser.
process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs22.x";
const packed =
  process.platform === "linux" && process.arch === "x64"
    ? { executablePath: await chromium.executablePath() }
    : {};

export default defineConfig({
  testDir: "test/journeys",
  testMatch: "*.journey.ts",
  workers: 2,
  fullyParallel: false,
  // Far above what anything takes: a machine that is busy makes a story slow, never red.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  retries: 0,
  reporter: "line",
  outputDir: "test-results",
  globalSetup: "./test/journeys/global-setup.ts",
  use: {
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1280, height: 900 },
    launchOptions: { ...packed, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] },
    screenshot: "only-on-failure",
    trace: "off",
  },
});
