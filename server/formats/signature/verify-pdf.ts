import { inWorker } from "./in-worker.ts";
import type { PdfVerdict } from "./verify-signatures.ts";

/** What the signatures of a PDF prove, whoever sent it: ten seconds and 256 MB of a thread of its own at most. Never throws for a file. */
export function verifyPdf(pdf: Uint8Array, { timeMs = 10_000 } = {}): Promise<PdfVerdict> {
  const limits = { timeMs, memoryMb: 256 };
  return inWorker<PdfVerdict>(new URL("./verify-worker.ts", import.meta.url), pdf, limits, (code) => ({
    state: "unreadable",
    code,
  }));
}
