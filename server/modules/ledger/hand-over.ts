import { type Context, theUser } from "../../platform/context.ts";
import { addDays, dayInParis } from "../../platform/dates.ts";
import { found, refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { newId } from "../../platform/ids.ts";
import { mayStaffSee, readCreditor, readOptions } from "../organizations/index.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import type { Handover } from "./handover-contract.ts";
import { readHandover } from "./list-handovers.ts";
import { insertHandover, insertTreasuryHolds, lockOverdue } from "./sql/handovers.ts";

const refuse = refuser(refusals);
/** At most this many bills in one hand-over by rule: one transaction stays short. */
const LARGEST = 5_000;

/**
 * Hands overdue bills to the public treasury (ACT-6): they are no longer payable here. Bills that are being paid,
 * contested, declared paid or held by anything else stay. The same bills again find nothing to hand over.
 * @throws Refusal `handover.not_open`, `handover.nothing`, `not_found` for a creditor that the actor may not see.
 */
export async function handOver(
  ctx: Context,
  asked: { creditor: string; overdueDays: number; entries?: string[] | undefined },
): Promise<Handover & { left: number; more: boolean }> {
  await findCreditor(ctx, asked.creditor);
  if (!(await readOptions(ctx)).municipal) refuse("handover.not_open");
  const rule = { creditorId: asked.creditor, dueBefore: dueBefore(ctx, asked.overdueDays) };
  const chosen = asked.entries ? [...new Set(asked.entries)] : null;
  const locked = await lockOverdue(ctx, rule, chosen, LARGEST + 1);
  const ids = locked.slice(0, LARGEST);
  const id = newId(ctx.clock().getTime());
  const held = await insertTreasuryHolds(ctx, id, ids);
  if (held.entries === 0) refuse("handover.nothing");
  const overdueDays = chosen ? null : asked.overdueDays;
  const { userId } = theUser(ctx);
  await insertHandover(ctx, { id, creditorId: asked.creditor, overdueDays, ...held, handedBy: userId });
  await recordFact(ctx, {
    name: facts.handedOver,
    subject: { kind: "handover", id },
    data: { creditorId: asked.creditor, overdueDays, ...held },
  });
  return {
    ...(await readHandover(ctx, id)),
    left: (chosen ?? ids).length - held.entries,
    more: locked.length > LARGEST,
  };
}

/** The creditor, if the actor may see what belongs to it. @throws Refusal `not_found`. */
export async function findCreditor(ctx: Context, creditorId: string): Promise<void> {
  found(mayStaffSee(ctx.actor, creditorId) ? await readCreditor(ctx, creditorId) : null);
}

/** Bills due before this day are overdue by more than so many days. */
export const dueBefore = (ctx: Context, overdueDays: number): string =>
  addDays(dayInParis(ctx.clock()), -overdueDays);
