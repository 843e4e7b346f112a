import type { Outer } from "../../platform/context.ts";
import { overdueMessages } from "./sql/texts.ts";
import { PUSH_JOB, TEXT_JOB } from "./write-brief.ts";
import { SEND_JOB } from "./write-mail.ts";

/** By then the job of a message has given up or sent it: one that still waits has lost its job. */
const TOO_LONG_MS = 14 * 3_600_000;

/** Gives a new job to messages that lost theirs. Whoever already left is not sent again. @returns how many. */
export async function sweepMessages(outer: Outer): Promise<number> {
  return outer.transaction(async (ctx) => {
    const overdue = await overdueMessages(ctx, new Date(ctx.clock().getTime() - TOO_LONG_MS));
    const { organizationId } = ctx;
    for (const { channel, id } of overdue) {
      if (channel === "mail")
        await ctx.services.jobs.enqueue(ctx.db, SEND_JOB, { organizationId, mailId: id });
      else if (channel === "sms")
        await ctx.services.jobs.enqueue(ctx.db, TEXT_JOB, { organizationId, textId: id });
      else await ctx.services.jobs.enqueue(ctx.db, PUSH_JOB, { organizationId, pushId: id });
    }
    return overdue.length;
  });
}
