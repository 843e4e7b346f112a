/** The pure rules of money that goes back (PAY-11): from which accounts it leaves, and what stays settled. */
import { sumCents } from "../../platform/money.ts";

/** What a payment brought to an account and that has not gone back; negative where a credit note paid for another account. */
export type Brought = { accountId: string; cents: number };

/**
 * Takes what goes back from the accounts that a payment brought it to: from the main account first, then from the others in
 * the order given. When everything that is left goes back, each account gives all it has, those in debit included.
 * @param cents positive, at most the sum of what is left. @returns per account, none zero; their sum is `cents`.
 */
export function spreadReversal(brought: readonly Brought[], mainAccountId: string, cents: number): Brought[] {
  if (cents === sumCents(brought.map((one) => one.cents))) return brought.filter((one) => one.cents !== 0);
  let left = cents;
  const isMain = (one: Brought) => Number(one.accountId !== mainAccountId);
  const taken = brought
    .filter((one) => one.cents > 0)
    .toSorted((one, other) => isMain(one) - isMain(other))
    .map((one) => {
      const part = Math.min(one.cents, left);
      left -= part;
      return { accountId: one.accountId, cents: part };
    });
  return taken.filter((one) => one.cents > 0);
}
