// The door of every npm script, in plain JavaScript that Node 20 can run: installs what is missing, then hands over to
// bin/<name>.ts under the Node that the project brings along (24), or under this one where it is new enough.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const WINDOWS = process.platform === "win32";
const NEEDED = 24;

function install() {
  const lock = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  const stamp = join(ROOT, "node_modules", ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing the dependencies…");
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of other platforms, which some registries do not carry.
  // `--no-save` installs what the lock file says and leaves it as it is; no dependency needs an install script.
  const done = spawnSync(
    "npm",
    ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: ROOT,
      stdio: "inherit",
      shell: WINDOWS,
    },
  );
  if (done.status !== 0) fail("npm install failed (see above)");
  writeFileSync(stamp, lock);
}

function findNode() {
  const own = join(
    ROOT,
    "node_modules",
    `node-${WINDOWS ? "win" : process.platform}-${process.arch}`,
    "bin",
    WINDOWS ? "node.exe" : "node",
  );
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= NEEDED) return process.execPath;
  return fail(
    `this platform (${process.platform}-${process.arch}) needs Node ${NEEDED} or newer; this is ${process.versions.node}`,
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const [name, ...rest] = process.argv.slice(2);
const script = name === "start" ? join(ROOT, "server", "main.ts") : join(ROOT, "bin", `${name}.ts`);
if (!name || !existsSync(script)) fail(`unknown command: ${name ?? "(none)"}`);
install();
const separator = WINDOWS ? ";" : ":";
const env = {
  ...process.env,
  PATH: `${join(ROOT, "node_modules", ".bin")}${separator}${process.env.PATH ?? ""}`,
};
// A small young generation keeps the memory of long imports low, at no cost that the benchmarks see.
const child = spawn(findNode(), ["--max-semi-space-size=8", script, ...rest], { stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm hands no SIGTERM on: once it is gone, what it ran goes too.
const parent = process.ppid;
const watch =
  process.env.npm_lifecycle_event &&
  setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 500);
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
