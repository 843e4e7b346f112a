import type { Context } from "../../platform/context.ts";
import { refuser } from "../../platform/errors.ts";
import { listStaff } from "../identity/index.ts";
import { addStep } from "./add-step.ts";
import { type OfficeDispute, refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { readOfficeDispute } from "./read-dispute.ts";
import { updateDispute } from "./sql/disputes.ts";
import { lockForStaff } from "./write-message.ts";

const refuse = refuser(refusals);

/**
 * Gives a dispute to a member of staff who sees its creditor, or to nobody; to whom has it already, nothing changes.
 * @throws Refusal `dispute.assignee_unknown`.
 */
export async function assignDispute(
  ctx: Context,
  disputeId: string,
  userId: string | null,
): Promise<OfficeDispute> {
  const dispute = await lockForStaff(ctx, disputeId);
  if (userId !== null) {
    const person = (await listStaff(ctx)).find((one) => one.id === userId);
    if (!person || (person.creditorIds !== null && !person.creditorIds.includes(dispute.creditorId)))
      refuse("dispute.assignee_unknown");
  }
  if (userId !== dispute.assignedTo) {
    await updateDispute(ctx, disputeId, { assigned_to: userId });
    await addStep(ctx, dispute, {
      kind: "assigned",
      side: "staff",
      internal: true,
      fact: facts.assigned,
      assignedTo: userId,
    });
  }
  return readOfficeDispute(ctx, disputeId);
}
