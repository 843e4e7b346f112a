import { Worker } from "node:worker_threads";
import type { FacturxProblemCode } from "./problem.ts";
import type { FacturxInvoice } from "./read-invoice.ts";

export type Reading =
  | { state: "read"; xml: Uint8Array; invoice: FacturxInvoice }
  /** A PDF like any other. */
  | { state: "none" }
  | { state: "unreadable"; code: FacturxProblemCode };

const TIME_MS = 10_000;
const MEMORY_MB = 256;

/**
 * Reads the invoice that a PDF carries (Factur-X: the XML in a PDF/A-3). Whatever the file is, it takes at most ten
 * seconds and 256 MB of a thread of its own. Never throws for a file that is wrong: the answer says so.
 */
export function readFacturx(pdf: Uint8Array, { timeMs = TIME_MS } = {}): Promise<Reading> {
  const worker = new Worker(new URL("./facturx-worker.ts", import.meta.url), {
    workerData: pdf,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
    env: {},
    execArgv: [],
  });
  return new Promise<Reading>((resolve) => {
    const late = setTimeout(() => resolve({ state: "unreadable", code: "too_slow" }), timeMs);
    worker.once("message", (reading: Reading) => resolve(reading));
    worker.once("error", (error: NodeJS.ErrnoException) => {
      const large = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      resolve({ state: "unreadable", code: large ? "too_large" : "broken" });
    });
    worker.once("exit", () => {
      clearTimeout(late);
      resolve({ state: "unreadable", code: "broken" });
    });
  }).finally(() => worker.terminate());
}
