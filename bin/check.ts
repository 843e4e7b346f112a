/** What CI looks at first: format, lint, types, generated files, dead code, then the house's and the units' tests. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const bin = (name: string) => join(ROOT, "node_modules", name);
const steps: [name: string, command: string, args: string[]][] = [
  ["format", bin("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."]],
  [
    "lint",
    bin("oxlint/bin/oxlint"),
    ["--type-aware", "--quiet", "server", "web", "test", "bench", "bin", "demo"],
  ],
  ["types", bin("typescript/bin/tsc"), ["-p", "."]],
  ["generated", join(ROOT, "bin/dump-schema.ts"), ["--check"]],
  ["dead code", bin("knip/bin/knip.js"), ["--no-progress"]],
  ["tests", bin("vitest/vitest.mjs"), ["run", "--exclude", "test/storm/**", ...process.argv.slice(2)]],
];

const failed: string[] = [];
for (const [name, script, args] of steps) {
  console.log(`\n── ${name}`);
  if (spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: "inherit" }).status !== 0)
    failed.push(name);
}
console.log(failed.length === 0 ? "\nall is well" : `\nto mend: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
