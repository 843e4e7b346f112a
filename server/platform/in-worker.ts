import { Worker } from "node:worker_threads";

export type Trouble = "broken" | "too_large" | "too_slow";

/**
 * Runs one of our workers on data that may be hostile: a thread of its own, a few seconds, a few megabytes.
 * What it posts is the answer; when it dies, `failed` is told why. Never throws.
 */
export function inWorker<T>(
  file: URL,
  data: unknown,
  limits: { timeMs: number; memoryMb: number },
  failed: (why: Trouble) => T,
): Promise<T> {
  const worker = new Worker(file, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32 },
    env: {},
    execArgv: [],
  });
  return new Promise<T>((resolve) => {
    const late = setTimeout(() => resolve(failed("too_slow")), limits.timeMs);
    worker.once("message", (answer: T) => resolve(answer));
    worker.once("error", (error: NodeJS.ErrnoException) =>
      resolve(failed(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "too_large" : "broken")),
    );
    worker.once("exit", () => {
      clearTimeout(late);
      resolve(failed("broken"));
    });
  }).finally(() => worker.terminate());
}
