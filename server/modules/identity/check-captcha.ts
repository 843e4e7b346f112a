import type { Context, Outer } from "../../platform/context.ts";
import { Refusal, refuser } from "../../platform/errors.ts";
import { derivedKey } from "../../platform/secrets.ts";
import { hitsOf, throttle } from "../../platform/throttle.ts";
import { readSettings } from "../organizations/index.ts";
import type { GuessedDoor } from "./access-shapes.ts";
import { refusals } from "./contract.ts";
import { FAILURES, failureLimits } from "./limit-tries.ts";
import { CHALLENGE_MS, checkAnswer, issueChallenge } from "./prove-work.ts";

const refuse = refuser(refusals);
const keyOf = (outer: Outer): Buffer => derivedKey(outer.services.config.QUITUS_SECRET, "captcha");

/** A new challenge, and whether a door asks for its answer now, from here and for what is `typed`. */
export async function readChallenge(ctx: Context, door: GuessedDoor, typed: string) {
  const required = await needsCaptcha(ctx, door, typed);
  return { required, ...issueChallenge(keyOf(ctx), ctx.organizationId, ctx.clock()) };
}

/** The setting of the organization decides: always, never, or after failures with this name or from this address. */
export async function needsCaptcha(ctx: Context, door: GuessedDoor, typed: string): Promise<boolean> {
  const { captcha } = await readSettings(ctx);
  if (captcha !== "after_failures") return captcha === "always";
  const [byName, byAddress] = failureLimits(ctx, typed, door);
  if ((await hitsOf(ctx, byName.key)) >= FAILURES.byName) return true;
  return (await hitsOf(ctx, byAddress.key)) >= FAILURES.byAddress;
}

type Answer = { challenge: string; number: number } | null;

/**
 * Asks for the proof of work at a door, when it is due there (ACC-1).
 * @throws Refusal `sign_in.captcha_needed`
 */
export async function guardDoor(
  outer: Outer,
  door: GuessedDoor,
  typed: string,
  answer: Answer,
): Promise<void> {
  if (await outer.transaction((ctx) => needsCaptcha(ctx, door, typed))) await checkCaptcha(outer, answer);
}

/** Counts a failure at a door: after some, the proof of work is asked there. */
export const countFailure = (outer: Outer, door: GuessedDoor, typed: string): Promise<void> =>
  throttle(outer, failureLimits(outer, typed, door));

/** @throws Refusal `sign_in.captcha_needed` without an answer, or with one that is wrong, late, forged or used. */
export async function checkCaptcha(outer: Outer, answer: Answer): Promise<void> {
  const name = answer && checkAnswer(keyOf(outer), outer.organizationId, answer, outer.clock());
  if (!name) return refuse("sign_in.captcha_needed");
  const once = { key: `captcha:${name}`, most: 1, seconds: CHALLENGE_MS / 1000 };
  await throttle(outer, [once]).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 429) refuse("sign_in.captcha_needed");
    throw error;
  });
}
