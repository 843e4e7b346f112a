import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "server/**/*.test.ts",
      "web/**/*.test.{ts,tsx}",
      "test/**/*.test.ts",
      "bin/**/*.test.ts",
      "bench/**/*.test.ts",
      "demo/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "dist/**", ".data/**"],
    globalSetup: ["test/harness/global-setup.ts"],
    // Far above what anything takes: a machine that is busy makes a test slow, never red.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
    pool: "forks",
    // One is the default on two cores, and most tests wait for a database or a socket.
    maxWorkers: 2,
  },
});
