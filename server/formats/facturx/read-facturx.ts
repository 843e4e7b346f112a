import { inWorker } from "../../platform/in-worker.ts";
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
  const limits = { timeMs, memoryMb: MEMORY_MB };
  return inWorker<Reading>(new URL("./facturx-worker.ts", import.meta.url), pdf, limits, (code) => ({
    state: "unreadable",
    code,
  }));
}
