import { api, type CallOf } from "../../lib/api.ts";
import type { Report, Work } from "./captcha-worker.ts";

type Answer = CallOf<"signIn">["body"]["captcha"];

/**
 * Answers the proof of work when sign-in asks for one (SPEC ACC-1): no third party, nothing to read or to drag.
 * @param onProgress told the share done, from 0 to 1.
 * @returns null when nothing is asked.
 */
export async function answerChallenge(
  identifier: string,
  onProgress: (share: number) => void,
): Promise<Answer> {
  const { required, challenge, ...work } = await api.readChallenge({ query: { identifier } });
  if (!required) return null;
  onProgress(0);
  const number = await solve(work, onProgress);
  return number === null ? null : { challenge, number };
}

function solve(work: Work, onProgress: (share: number) => void): Promise<number | null> {
  const worker = new Worker(new URL("./captcha-worker.ts", import.meta.url), { type: "module" });
  return new Promise<number | null>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Report>) => {
      if ("found" in data) resolve(data.found);
      else onProgress(data.done);
    });
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.postMessage({ salt: work.salt, hash: work.hash, maximum: work.maximum } satisfies Work);
  }).finally(() => worker.terminate());
}
