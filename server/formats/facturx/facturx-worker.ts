/** Reads one PDF in a thread of its own, which may run out of memory or of time without harm to anybody else. */
import { parentPort, workerData } from "node:worker_threads";
import { FacturxProblem } from "./problem.ts";
import { readAttachment } from "./read-attachment.ts";
import type { Reading } from "./read-facturx.ts";
import { readInvoice } from "./read-invoice.ts";

function read(pdf: Buffer): Reading {
  try {
    const xml = readAttachment(pdf);
    return xml ? { state: "read", xml, invoice: readInvoice(xml) } : { state: "none" };
  } catch (error) {
    if (error instanceof FacturxProblem) return { state: "unreadable", code: error.code };
    throw error;
  }
}

parentPort!.postMessage(read(Buffer.from(workerData as Uint8Array)));
