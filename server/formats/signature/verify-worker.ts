/** Verifies one PDF in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { verifySignatures } from "./verify-signatures.ts";

parentPort!.postMessage(verifySignatures(Buffer.from(workerData as Uint8Array)));
