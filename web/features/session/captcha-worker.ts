// Looks for the number of a proof of work, away from the page so that it stays at hand.
import { sha256 } from "./sha256.ts";

export type Work = { salt: string; hash: string; maximum: number };
export type Report = { done: number } | { found: number | null };

const STEP = 2000;

globalThis.addEventListener("message", ({ data }: MessageEvent<Work>) => {
  const report = (said: Report) => globalThis.postMessage(said);
  for (let n = 0; n <= data.maximum; n += 1) {
    if (sha256(data.salt + n) === data.hash) return report({ found: n });
    if (n % STEP === 0) report({ done: n / data.maximum });
  }
  return report({ found: null });
});
