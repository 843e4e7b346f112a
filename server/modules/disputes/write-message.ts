import type { Context } from "../../platform/context.ts";
import { found, refuse as refuseCommon, refuser } from "../../platform/errors.ts";
import { asCustomer, asStaff } from "./access.ts";
import { addStep } from "./add-step.ts";
import { type Dispute, type OfficeDispute, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readDispute, readOfficeDispute } from "./read-dispute.ts";
import { isActive } from "./rules.ts";
import { type DisputeRecord, findDispute, type Reach, updateDispute } from "./sql/disputes.ts";

const refuse = refuser(refusals);
export type Written = { text: string; files: readonly string[] };

/** The customer adds to his dispute: it is for us to answer again, and the wait counts from its first word. */
export async function writeToDispute(ctx: Context, disputeId: string, written: Written): Promise<Dispute> {
  const dispute = await lockForCustomer(ctx, disputeId);
  if (!isActive(dispute)) refuse("dispute.not_active");
  await updateDispute(ctx, disputeId, {
    state: "open",
    waiting_since: dispute.waitingSince ?? ctx.clock(),
  });
  await addStep(ctx, dispute, { kind: "message", side: "customer", fact: facts.answered, ...written });
  return readDispute(ctx, disputeId);
}

/** Staff answer: it is the customer's turn. */
export async function answerDispute(
  ctx: Context,
  disputeId: string,
  written: Written,
): Promise<OfficeDispute> {
  const dispute = await lockForStaff(ctx, disputeId);
  if (!isActive(dispute)) refuse("dispute.not_active");
  await updateDispute(ctx, disputeId, { state: "answered", waiting_since: null });
  await addStep(ctx, dispute, { kind: "message", side: "staff", fact: facts.answered, ...written });
  return readOfficeDispute(ctx, disputeId);
}

/** Staff write for themselves: the customer never sees it, and it answers nothing. */
export async function noteDispute(ctx: Context, disputeId: string, written: Written): Promise<OfficeDispute> {
  const dispute = await lockForStaff(ctx, disputeId);
  await addStep(ctx, dispute, {
    kind: "note",
    side: "staff",
    internal: true,
    fact: facts.noted,
    ...written,
  });
  return readOfficeDispute(ctx, disputeId);
}

/** A dispute that the user may change, locked. @throws Refusal `forbidden` when he may only read it. */
export async function lockForCustomer(ctx: Context, disputeId: string): Promise<DisputeRecord> {
  found(await findDispute(ctx, disputeId, asCustomer(ctx, "read")));
  return (await locked(ctx, disputeId, asCustomer(ctx, "dispute"))) ?? refuseCommon("forbidden");
}

/** A dispute that the member of staff may see, locked. */
export const lockForStaff = async (ctx: Context, disputeId: string): Promise<DisputeRecord> =>
  found(await locked(ctx, disputeId, asStaff(ctx)));

const locked = (ctx: Context, disputeId: string, reach: Reach) =>
  findDispute(ctx, disputeId, reach, { lock: true });
