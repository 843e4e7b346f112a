import type { Outer } from "../../platform/context.ts";
import { overdueMessages } from "./sql/texts.ts";
import { PUSH_JOB, TEXT_JOB } from "./write-brief.ts";
import { SEND_JOB } from "./write-mail.ts";

/** By then the job of a message has given up or sent it: one that still waits has lost its job. */
const TOO_LONG_MS = 14 * 3_600_000;

/**
 * Gives a new job to messages that lost theirs. What already left is not sent again.
 * @param olderThanMs age at which a message that waits has lost its job.
 * @returns how many.
 */
export async function sweepMessages(outer: Outer, olderThanMs = TOO_LONG_MS): Promise<number> {
  return outer.transaction(async (ctx) => {
    const overdue = await overdueMessages(ctx, new Date(ctx.clock().getTime() - olderThanMs));
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
