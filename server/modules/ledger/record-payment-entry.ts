import type { Context } from "../../platform/context.ts";
import { assert } from "../../platform/errors.ts";
import { insertPaymentEntries, lockEntries, selectEntriesBySource } from "./sql/lettering.ts";

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
 * Records money received on accounts as provisional entries, until the accounting software publishes its own, and
 * moves the balances (PAY-7). At most one per payment and account: again, it gives the same entry and moves nothing.
 * Accounts are locked in the order of their ids.
 * @returns the ids of the entries, in the order given.
 */
export async function recordPaymentEntries(ctx: Context, money: readonly ReceivedMoney[]): Promise<string[]> {
  if (money.length === 0) return [];
  assert(
    money.every(({ cents }) => Number.isSafeInteger(cents) && cents !== 0),
    "money received is a whole number of cents",
  );
  await lockEntries(ctx, { accountIds: money.map((one) => one.accountId), entryIds: [] });
  const wanted = money.map((one) => ({
    accountId: one.accountId,
    sourceKey: `payment:${one.paymentId}`,
    paymentId: one.paymentId,
    enteredOn: one.receivedOn,
    label: one.label,
    piece: one.reference,
    amountCents: -one.cents,
  }));
  const made = await insertPaymentEntries(ctx, wanted);
  const before = made.length < wanted.length ? await selectEntriesBySource(ctx, wanted) : [];
  const known = new Map([...before, ...made].map((one) => [keyOf(one), one]));
  return wanted.map((one) => {
    const entry = known.get(keyOf(one));
    assert(entry?.amountCents === one.amountCents, "a payment is recorded once, with one amount per account");
    return entry.id;
  });
}

const keyOf = (one: { accountId: string; sourceKey: string }) => `${one.accountId} ${one.sourceKey}`;

/** The same for one sum. With several, in the order of account ids: two payments then never wait for each other in a circle. */
export async function recordPaymentEntry(ctx: Context, money: ReceivedMoney): Promise<{ entryId: string }> {
  return { entryId: (await recordPaymentEntries(ctx, [money]))[0]! };
}
