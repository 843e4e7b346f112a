/** A file of direct debits for a bank, against writing the same bytes to the same disk. */
import { fork } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DebitsDone } from "./debits-process.ts";
import { atLeast, atMost, type Benchmark, interleave, median, medianRatio, short } from "./measure.ts";
import { writeWhole } from "./write-whole.ts";

/** As large as the pieces in which the file is made. */
const PIECE = 64 * 1024;

export const debits: Benchmark = async ({ quick }, say) => {
  const [rounds, count] = quick ? [2, 5_000] : [9, 100_000];
  const folder = await mkdtemp(join(tmpdir(), "quitus-debits-"));
  try {
    const path = join(folder, "debits.xml");
    let peak = 0;
    const ours = async () => {
      const done = await inOwnProcess(path, count);
      peak = Math.max(peak, done.peakMb);
      return done.bytes / done.ms;
    };
    await ours();
    const whole = await readFile(path);
    say(`${rounds} rounds of ${count} debits, ${short(whole.length / 1e6)} MB`);
    const theirs = async () => {
      const start = performance.now();
      await writeWhole(join(folder, "copy.xml"), pieces(whole));
      return whole.length / (performance.now() - start);
    };
    const results = await interleave(rounds, { ours, theirs });
    const seconds = whole.length / median(results.ours) / 1000;
    const detail = `${short(seconds)} s, ${short(count / seconds)} debits a second`;
    return [
      atLeast(
        `debits: a pain.008 of ${count.toLocaleString("en")} / the same bytes written to disk`,
        medianRatio(results.ours, results.theirs),
        0.05,
        detail,
      ),
      atMost("debits: peak memory of the process that writes it", peak, 200, "MB"),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function* pieces(whole: Buffer): Generator<Buffer> {
  for (let at = 0; at < whole.length; at += PIECE) yield whole.subarray(at, at + PIECE);
}

function inOwnProcess(path: string, count: number): Promise<DebitsDone> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "debits-process.ts"), [path, String(count)]);
    let done: DebitsDone | undefined;
    child.once("message", (message) => (done = message as DebitsDone));
    child.once("exit", (code) =>
      done ? resolve(done) : reject(new Error(`the process that writes debits stopped: ${code}`)),
    );
  });
}
