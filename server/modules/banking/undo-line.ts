import { type Context, theUser } from "../../platform/context.ts";
import { dayInParis } from "../../platform/dates.ts";
import { refuser } from "../../platform/errors.ts";
import { recordFact } from "../../platform/facts.ts";
import { lockPayments, reversePayment } from "../ledger/index.ts";
import { undoTransferReceived } from "../payments/index.ts";
import type { BankLineRecord } from "./bank-shapes.ts";
import { visibleLocked } from "./close-line.ts";
import { refusals } from "./contract.ts";
import { facts } from "./facts.ts";
import { payerOf } from "./match-lines.ts";
import { readLine } from "./read-line.ts";
import { type AllocationRow, allocationsOf, markUndone, sharesOf, unlearnPayer } from "./sql/allocations.ts";
import { type LineRow, updateLine } from "./sql/lines.ts";

const refuse = refuser(refusals);

/**
 * Undoes what was done of a line (PAY-10): the money leaves each account by a counter-entry, what it had settled is open again, and the line
 * waits. Both stay to be seen, here and in the books. A line that was set aside or ignored simply waits again.
 * @throws Refusal `bank.nothing_to_undo`, also of a line whose money another part of the house has taken up.
 */
export async function undoLine(ctx: Context, lineId: string): Promise<BankLineRecord> {
  const line = await visibleLocked(ctx, lineId);
  const active = (await allocationsOf(ctx, lineId)).filter((one) => one.state === "active");
  if (active.length === 0 && line.state !== "set_aside" && line.state !== "ignored")
    refuse("bank.nothing_to_undo");
  await lockPayments(
    ctx,
    active.map((one) => one.id),
  );
  for (const one of active) await undoAllocation(ctx, line, one);
  await updateLine(ctx, lineId, { state: "waiting", allocatedCents: 0 });
  if (active.length === 0)
    await recordFact(ctx, {
      name: facts.lineReopened,
      subject: { kind: "bank_line", id: lineId },
      data: { cents: line.cents, creditorId: line.creditorId },
    });
  return readLine(ctx, lineId);
}

async function undoAllocation(ctx: Context, line: LineRow, one: AllocationRow): Promise<void> {
  const accountIds = (await sharesOf(ctx, [one.id])).map((share) => share.accountId);
  await reversePayment(ctx, {
    reversalId: one.id,
    paymentId: one.id,
    mainAccountId: accountIds[0]!,
    cents: one.cents,
    label: `Annulation de l’affectation du virement ${one.reference}`,
    reference: one.reference,
    reversedOn: dayInParis(ctx.clock()),
  });
  await markUndone(ctx, one.id, theUser(ctx).userId);
  for (const orderId of one.orderIds) await undoTransferReceived(ctx, orderId, one.id);
  const { hash } = payerOf(line, one.detail);
  if (hash) await unlearnPayer(ctx, hash, accountIds);
  await recordFact(ctx, {
    name: facts.matchUndone,
    subject: { kind: "bank_allocation", id: one.id },
    data: {
      lineId: line.id,
      reference: one.reference,
      cents: one.cents,
      creditorId: one.creditorId,
      accountIds,
    },
  });
}
