/** The first and the second start of the demonstration, in a copy of this folder that has never been started. */
import { spawn } from "node:child_process";
import { chmod, cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../test/harness/global-setup.ts";
import { type Benchmark, short, told } from "./measure.ts";

const ROOT = join(import.meta.dirname, "..");
/** Not in a fresh copy: what the build, the tests and earlier demonstrations left. */
const LEFT_OUT = new Set([".git", ".data", "dist", "node_modules", "test-results"]);
const PATIENCE_MS = 10 * 60_000;

type Start = { ms: number; parts: string };

export const demo: Benchmark = async (_scale, say) => {
  const folder = await mkdtemp(join(tmpdir(), "quitus-bench-"));
  try {
    await chmod(folder, 0o755);
    for (const name of await readdir(ROOT)) {
      if (!LEFT_OUT.has(name)) await cp(join(ROOT, name), join(folder, name), { recursive: true });
    }
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const measures = [];
    for (const rank of ["first", "second"]) {
      const start = await startDemo(folder);
      say(`${rank} start: ${short(start.ms / 1000)} s`);
      measures.push(told(`demo: ${rank} start`, `${short(start.ms / 1000)} s (${start.parts})`));
    }
    return measures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Starts the demonstration, waits until it says where it is, and stops it as Ctrl+C does. */
async function startDemo(folder: string): Promise<Start> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [join(folder, "bin", "demo.ts"), "--port", String(port)], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const impatience = setTimeout(() => child.kill("SIGINT"), PATIENCE_MS);
  let said = "";
  try {
    return await new Promise<Start>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const parts = /^Started in (.*?)(?: \(listening.*?\))?\. /m.exec(said)?.[1];
        if (parts) resolve({ ms: performance.now() - began, parts });
      });
      child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
      void gone.then((code) => reject(new Error(`the demonstration stopped with ${code}: ${said}`)));
    });
  } finally {
    clearTimeout(impatience);
    child.kill("SIGINT");
    await gone;
  }
}
