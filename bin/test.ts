/** The whole suite: unit and integration tests, the house's own tests, the storm, then the journeys in a real browser. */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "./build.ts";

const ROOT = join(import.meta.dirname, "..");
type Tally = { passed: number; failed: number };
/** Somebody stopped the suite: what has not begun does not begin. */
let stopped = false;

/** Runs a tool of the project with this Node. @returns its exit code. */
function run(script: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, "node_modules", script), ...args], {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    const stop = (signal: NodeJS.Signals) => {
      stopped = true;
      child.kill(signal);
    };
    for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
    child.on("exit", (code) => {
      for (const signal of ["SIGTERM", "SIGHUP"] as const) process.off(signal, stop);
      resolve(code ?? 1);
    });
  });
}

const readJson = async <T>(file: string): Promise<T | null> =>
  readFile(file, "utf8").then(
    (text) => JSON.parse(text) as T,
    () => null,
  );

async function unit(): Promise<Tally & { code: number }> {
  const report = join(tmpdir(), `quitus-unit-${process.pid}.json`);
  const code = await run("vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const result = await readJson<{ numPassedTests: number; numFailedTests: number }>(report);
  return { code, passed: result?.numPassedTests ?? 0, failed: result?.numFailedTests ?? 0 };
}

async function journeys(): Promise<Tally & { code: number }> {
  const report = join(tmpdir(), `quitus-journeys-${process.pid}.json`);
  const code = await run("@playwright/test/cli.js", ["test", "--reporter=line,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  const result = await readJson<{ stats: { expected: number; unexpected: number; flaky: number } }>(report);
  return {
    code,
    passed: (result?.stats.expected ?? 0) + (result?.stats.flaky ?? 0),
    failed: result?.stats.unexpected ?? 0,
  };
}

await buildWeb({ quiet: true });
const results = [await unit()];
if (!stopped) results.push(await journeys());
const passed = results.reduce((sum, one) => sum + one.passed, 0);
const broken = results.filter((one) => one.code !== 0 && one.failed === 0).length;
const failed = results.reduce((sum, one) => sum + one.failed, 0) + broken;
if (broken > 0) console.error("a part of the suite stopped before its tests were done (see above)");
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
