import { inWorker } from "../../platform/in-worker.ts";
import type { PdfVerdict } from "./verify-signatures.ts";

/** Files read at the same time in one process, and those that may wait: a crowd does not take the machine. */
const AT_ONCE = 2;
const MOST_WAITING = 30;
const waiting: (() => void)[] = [];
let running = 0;

/**
 * What the signatures of a PDF prove, whoever sent it: ten seconds and 256 MB of a thread of its own at most, two such
 * threads at a time. Never throws for a file.
 */
export async function verifyPdf(pdf: Uint8Array, { timeMs = 10_000 } = {}): Promise<PdfVerdict> {
  if (waiting.length >= MOST_WAITING) return { state: "unreadable", code: "too_slow" };
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    const limits = { timeMs, memoryMb: 256 };
    return await inWorker<PdfVerdict>(
      new URL("./verify-worker.ts", import.meta.url),
      pdf,
      limits,
      (code) => ({
        state: "unreadable",
        code,
      }),
    );
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
