import type { Context, Outer } from "../../platform/context.ts";
import type { JobData } from "../../platform/jobs.ts";
import { done } from "../../platform/shapes.ts";
import { throttle } from "../../platform/throttle.ts";
import { readSettings } from "../organizations/index.ts";
import type { Neighbours } from "./access.ts";
import { countFailure, guardDoor } from "./check-captcha.ts";
import type { CaptchaAnswer } from "./contract.ts";
import { tell, UNKNOWN } from "./facts.ts";
import { mailLimits } from "./limit-tries.ts";
import { openMailLink } from "./open-mail-link.ts";
import { canonical } from "./rules.ts";
import { findUserByAddress, findUserByTyped, type User } from "./sql/users.ts";

export const ANSWER_JOB = "identity.answer-link-asked";
type Asked = { asked: "activation" | "password"; typed: string; language: "fr" | "en" };
export type LinkAsked = JobData & Asked;

/**
 * Takes in a request for an activation link (ACC-2). The door does the same for every address: a job finds out later
 * whose it is. Only an organization that chose the explicit answer tells whether the address is known.
 */
export async function askActivation(
  outer: Outer,
  given: { email: string; language: "fr" | "en"; captcha: CaptchaAnswer | null },
  neighbours: Neighbours,
): Promise<{ answer: "neutral" | "sent" | "unknown" }> {
  await knock(outer, "activation", given.email, given.captcha);
  return outer.transaction(async (ctx) => {
    await enqueue(ctx, { asked: "activation", typed: given.email, language: given.language });
    const { activationAnswer } = await readSettings(ctx);
    if (activationAnswer === "neutral") return { answer: "neutral" as const };
    const user = await findUserByAddress(ctx, canonical(given.email));
    const known = user ? user.state !== "disabled" : await neighbours.knowsAddress(ctx, given.email);
    return { answer: known ? ("sent" as const) : ("unknown" as const) };
  });
}

/** Takes in a request for a link to choose a new password (ACC-5): same steps and answer whoever is typed. */
export async function askPasswordReset(
  outer: Outer,
  typed: string,
  captcha: CaptchaAnswer | null,
): Promise<typeof done> {
  await knock(outer, "password_reset", typed, captcha);
  await outer.transaction((ctx) => enqueue(ctx, { asked: "password", typed, language: "fr" }));
  return done;
}

/** The answer never tells whether it was a failure: every try counts towards the proof of work (ACC-1). */
async function knock(
  outer: Outer,
  door: "activation" | "password_reset",
  typed: string,
  captcha: CaptchaAnswer | null,
): Promise<void> {
  await guardDoor(outer, door, typed, captcha);
  await throttle(outer, mailLimits(outer, typed));
  await countFailure(outer, door, typed);
}

const enqueue = (ctx: Context, asked: Asked): Promise<void> =>
  ctx.services.jobs.enqueue(ctx.db, ANSWER_JOB, { organizationId: ctx.organizationId, ...asked });

/**
 * The job: opens the link of whoever it is. Who never had a password activates, who had one chooses another. For an
 * address that no user has, it tells `identity.activation_asked`: the directory may know a party by it.
 */
export async function answerLinkAsked(ctx: Context, data: LinkAsked): Promise<void> {
  const typed = canonical(data.typed);
  const user = await (data.asked === "activation" ? findUserByAddress : findUserByTyped)(ctx, typed);
  if (user) return openFor(ctx, user);
  if (data.asked === "activation")
    await tell(ctx, "identity.activation_asked", UNKNOWN, { language: data.language }, { email: data.typed });
}

async function openFor(ctx: Context, user: User): Promise<void> {
  if (user.state === "disabled" || user.email === null) return;
  await openMailLink(ctx, user.id, user.state === "invited" ? "activation" : "password");
}
