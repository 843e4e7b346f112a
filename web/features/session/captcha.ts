import { ApiProblem, api, type CallOf } from "../../lib/api.ts";
import type { Report, Work } from "./captcha-worker.ts";

type Answer = CallOf<"signIn">["body"]["captcha"];
type Door = NonNullable<CallOf<"readChallenge">["query"]["door"]>;

/**
 * Does what a door may ask the proof of work for (SPEC ACC-1): no third party, nothing to read or to drag. When it
 * became necessary meanwhile, answers it and tries once more.
 * @param onProgress told the share done, from 0 to 1.
 */
export async function withChallenge<T>(
  door: Door,
  identifier: string,
  onProgress: (share: number) => void,
  act: (captcha: Answer) => Promise<T>,
): Promise<T> {
  const attempt = async () => act(await answerChallenge(door, identifier, onProgress));
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "sign_in.captcha_needed") return attempt();
    throw error;
  }
}

/** @returns null when nothing is asked */
async function answerChallenge(
  door: Door,
  identifier: string,
  onProgress: (share: number) => void,
): Promise<Answer> {
  const { required, challenge, ...work } = await api.readChallenge({ query: { identifier, door } });
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
