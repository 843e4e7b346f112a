import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { insertPaymentEntry, selectEntryBySource } from "./sql/settling.ts";

export type ReceivedMoney = {
  paymentId: string;
  accountId: string;
  /** The payment's reference: the piece of the entry. */
  reference: string;
  label: string;
  /**
   * Cents received on this account, positive. Negative when a credit note of this account paid for another account:
   * the entry is then a debit, and the entries of one payment still sum to the money received.
   */
  cents: number;
  /** Day in Paris, `YYYY-MM-DD`. */
  receivedOn: string;
};

/**
 * Records money received on an account as a provisional entry, until the accounting software publishes its own, and
 * moves the balance (PAY-7). At most one per payment and account: again, it returns the same entry and moves nothing.
 * With several accounts, call in the order of account ids: two payments then never wait for each other in a circle.
 */
export async function recordPaymentEntry(ctx: Context, money: ReceivedMoney): Promise<{ entryId: string }> {
  assert(Number.isSafeInteger(money.cents) && money.cents !== 0, "money received is a whole number of cents");
  const sourceKey = `payment:${money.paymentId}`;
  const made = await insertPaymentEntry(ctx, {
    accountId: money.accountId,
    sourceKey,
    paymentId: money.paymentId,
    enteredOn: money.receivedOn,
    label: money.label,
    piece: money.reference,
    amountCents: -money.cents,
  });
  if (made) return { entryId: made };
  const before = await selectEntryBySource(ctx, money.accountId, sourceKey);
  assert(
    before && before.amountCents === -money.cents,
    "a payment is recorded once, with one amount per account",
  );
  return { entryId: before.id };
}
